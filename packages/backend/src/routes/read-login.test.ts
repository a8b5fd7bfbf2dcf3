import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setLoginStage } from './testing/login-stage.ts'

const MAX_BODY_BYTES = 4096
const padded = (bytes: number) => '{"code":"good"}'.padEnd(bytes)

describe('a login', () => {
  for (const [what, text] of [
    ['a code of the longest', { code: 'c'.repeat(512) }],
    ['a corp of the longest', { code: 'good', corp: 'c'.repeat(64) }],
  ] as const) {
    test(`may hold ${what}`, async () => {
      const { login } = setLoginStage()
      assert.equal((await login(JSON.stringify(text))).status, 200)
    })
  }

  test('may have so many bytes, whatever it says of its length', async () => {
    const { login } = setLoginStage()
    for (const headers of [{}, { 'Content-Length': String(MAX_BODY_BYTES) }] as Record<string, string>[]) {
      assert.equal((await login(padded(MAX_BODY_BYTES), headers)).status, 200)
    }
    assert.equal((await login(padded(MAX_BODY_BYTES + 1))).code, 'malformed_body')
  })

  test('that says it is longer is refused unread', async () => {
    const { login, bodies } = setLoginStage()
    const refused = await login(padded(50), { 'Content-Length': String(MAX_BODY_BYTES + 1) })
    assert.deepEqual(
      [refused.code, refused.details, bodies[0]?.reads],
      ['malformed_body', { field: 'body' }, 0],
    )
  })
})

describe('a login that is refused is told which of its fields is wrong', () => {
  for (const [text, field] of [
    ['', 'body'],
    ['{', 'body'],
    ['7', 'body'],
    ['"good"', 'body'],
    ['null', 'body'],
    ['[]', 'code'],
    ['{"code":7}', 'code'],
    ['{"code":""}', 'code'],
    [JSON.stringify({ code: 'c'.repeat(513) }), 'code'],
    ['{"code":"good","corp":7}', 'corp'],
    ['{"code":"good","corp":""}', 'corp'],
    [JSON.stringify({ code: 'good', corp: 'c'.repeat(65) }), 'corp'],
  ] as const) {
    test(`${field}: ${text.slice(0, 30)}`, async () => {
      const { login, calls } = setLoginStage()
      const { status, code, details, errmsg } = await login(text)
      assert.deepEqual([status, code, details], [400, 'malformed_body', { field }])
      assert.match(errmsg ?? '', /auth code/)
      assert.deepEqual(calls, [])
    })
  }
})
