import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startClient } from './testing/emulator-client.ts'

test('an auth code names its user once, to an app in its organisation, for five minutes', async (t) => {
  const clock = { ms: 0 }
  const { emulator, control, client, token } = await startClient(t, { now: () => clock.ms })
  const ask = (code: unknown, accessToken = token) =>
    client.json(
      fetch(`${emulator.url}/topapi/v2/user/getuserinfo?access_token=${accessToken}`, {
        method: 'POST',
        body: JSON.stringify({ code }),
      }),
    )
  const code = control.issueAuthCode({ userid: 'manager7', name: '王五' })
  const { result, errcode } = await ask(code)
  assert.equal(errcode, 0)
  assert.deepEqual(
    [(result as Record<string, unknown>).userid, (result as Record<string, unknown>).name],
    ['manager7', '王五'],
  )
  const late = control.issueAuthCode()
  clock.ms = 5 * 60_000
  for (const dead of [code, late, 'unknown', undefined, control.issueAuthCode({}, 'othercorp')]) {
    const { errcode: refused, sub_code } = await ask(dead)
    assert.deepEqual([refused, sub_code], [88, '40078'])
  }
  assert.equal((await ask(code, '')).sub_code, '40000')
  assert.equal((await ask(code, 'wrong')).sub_code, '40014')
})

test('an auth code can be had over HTTP, as a played client does', async (t) => {
  const { emulator, client, token } = await startClient(t)
  const body = JSON.stringify({ userid: 'user9' })
  const { code } = await client.json(fetch(`${emulator.url}/emulator/auth-codes`, { method: 'POST', body }))
  const answer = await client.json(
    fetch(`${emulator.url}/topapi/v2/user/getuserinfo?access_token=${token}`, {
      method: 'POST',
      body: JSON.stringify({ code }),
    }),
  )
  assert.equal((answer.result as Record<string, unknown>).userid, 'user9')
})

test('whom a code is to name is read strictly, for it would name somebody else without a word', async (t) => {
  const { emulator } = await startClient(t)
  const ask = (body: string) => fetch(`${emulator.url}/emulator/auth-codes`, { method: 'POST', body })
  for (const body of ['null', '[]', '{', '{"userId":"alice"}', '{"userid":7}', '{"corp_id":""}']) {
    const response = await ask(body)
    assert.equal(response.status, 400, body)
    assert.equal(typeof (await response.json()).error, 'string')
  }
  assert.equal((await ask('')).status, 200)
})
