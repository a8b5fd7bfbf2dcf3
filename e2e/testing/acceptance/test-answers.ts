/** Health, routes, origins, and what every answer carries. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerOf, ORIGIN, png, type RelayStage } from './relay-stage.ts'

export function testAnswers(stage: () => RelayStage): void {
  test('lives, is ready, and says what it takes', async () => {
    for (const path of ['healthz', 'readyz']) {
      const response = await stage().get(path)
      assert.deepEqual([response.status, await response.json()], [200, { status: 'ok' }], path)
    }
    const { types, auth } = (await (await stage().get('media/rules')).json()) as Record<string, object>
    assert.equal(auth, 'grant')
    assert.deepEqual(Object.keys(types ?? {}), ['image', 'voice', 'video', 'file'])
  })

  test('carries a request id and the headers of every answer', async () => {
    const { headers, body } = await stage().send(png, { headers: { 'X-Request-Id': 'request-7' } })
    assert.equal(headers.get('x-request-id'), 'request-7')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('content-security-policy'), "default-src 'none'")
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.deepEqual(Object.keys(body).sort(), ['created_at', 'errcode', 'errmsg', 'media_id', 'type'])
  })

  test('knows no other route, and no other method (CO-09)', async () => {
    const nothing = await stage().get('media/nothing')
    assert.equal(nothing.status, 404)
    if (stage().subject.mounted) await nothing.text()
    else assert.equal((await answerOf(nothing)).code, 'not_found')
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
      const answer = await answerOf(await stage().get('media/upload', { method }))
      assert.deepEqual([answer.status, answer.code], [405, 'method_not_allowed'], method)
      assert.equal(answer.headers.get('allow'), 'POST, OPTIONS')
    }
    stage().assertUntouched()
  })

  test('answers the preflight of a listed origin, and refuses any other (CO-01, CO-02)', async () => {
    const ask = (Origin: string) =>
      stage().get('media/upload', {
        method: 'OPTIONS',
        headers: {
          Origin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'authorization',
        },
      })
    const listed = await ask(ORIGIN)
    assert.equal(listed.status, 204)
    assert.equal(listed.headers.get('access-control-allow-origin'), ORIGIN)
    assert.match(listed.headers.get('vary') ?? '', /Origin/)
    const other = await ask('https://other.example')
    assert.deepEqual([other.status, other.headers.get('access-control-allow-origin')], [403, null])
    await other.text()
  })

  test('refuses pages of origins that are not listed, whatever their grant (CO-03)', async () => {
    const { status, code } = await stage().send(png, { headers: { Origin: 'https://other.example' } })
    assert.deepEqual([status, code], [403, 'origin_not_allowed'])
    stage().assertUntouched()
  })

  test('lets the page of a listed origin read every answer (CO-05)', async () => {
    const origin = { Origin: ORIGIN }
    for (const [status, answer] of [
      [200, await stage().send(png, { headers: origin })],
      [401, await stage().send(png, { headers: origin, grant: null })],
      [415, await stage().send(png, { headers: origin, query: 'type=image&filename=a.gif' })],
    ] as const) {
      assert.equal(answer.status, status)
      assert.equal(answer.headers.get('access-control-allow-origin'), ORIGIN)
    }
  })
}
