import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAccessTokens } from './access-tokens.ts'
import { startClient } from './testing/emulator-client.ts'

function tokensWithClock(newTokenEndsOld = false) {
  const clock = { ms: 0 }
  let minted = 0
  const tokens = createAccessTokens({
    now: () => clock.ms,
    tokenLifeSeconds: 7200,
    mintAccessToken: () => `token-${++minted}`,
    corpId: 'corp',
    newTokenEndsOld,
  })
  return { clock, tokens }
}

test('a fetch within the validity gives the same access token and renews it', () => {
  const { clock, tokens } = tokensWithClock()
  assert.equal(tokens.issue().token, 'token-1')
  clock.ms = 7_199_999
  assert.equal(tokens.issue().token, 'token-1')
  clock.ms = 7_200_001
  assert.equal(tokens.check('token-1'), 0)
})

test('after its expiry an access token gets 42001, and the next fetch gives a new one', () => {
  const { clock, tokens } = tokensWithClock()
  tokens.issue()
  clock.ms = 7_200_000
  assert.equal(tokens.check('token-1'), 42001)
  assert.equal(tokens.issue().token, 'token-2')
  assert.equal(tokens.check('token-1'), 42001)
})

for (const [newTokenEndsOld, oldErrcode] of [
  [false, 0],
  [true, 40014],
] as const) {
  test(`a third-party app gets a new token each time, and the one before gets ${oldErrcode}`, () => {
    const { tokens } = tokensWithClock(newTokenEndsOld)
    tokens.issue()
    assert.equal(tokens.issueForCorp('corp').token, 'token-2')
    assert.equal(tokens.issueForCorp('other').token, 'token-3')
    assert.equal(tokens.issueForCorp('corp').token, 'token-4')
    assert.equal(tokens.check('token-2'), oldErrcode)
    for (const kept of ['token-1', 'token-3', 'token-4']) assert.equal(tokens.check(kept), 0)
    assert.equal(tokens.corpOf('token-3'), 'other')
  })
}

test('an access token that was made invalid gets 40014 like an unknown one, a missing one 41001', () => {
  const { tokens } = tokensWithClock()
  tokens.issue()
  tokens.expire()
  assert.equal(tokens.check('token-1'), 40014)
  assert.equal(tokens.check('made-up'), 40014)
  assert.equal(tokens.check(''), 41001)
})

test('both ways to an access token give the same one, each in its own spelling', async (t) => {
  const { emulator, client, token, control } = await startClient(t)
  const body = JSON.stringify({ appKey: 'dingemulatorappkey', appSecret: 'emulator-app-secret' })
  const answer = await client.json(fetch(`${emulator.url}/v1.0/oauth2/accessToken`, { method: 'POST', body }))
  assert.deepEqual(answer, { accessToken: token, expireIn: 7200 })
  assert.equal(control.state().tokenCalls, 2)
})

test('wrong credentials get 40096 from gettoken, and HTTP 400 with a code from the new API', async (t) => {
  const { emulator, client } = await startClient(t)
  const wrong = await fetch(`${emulator.url}/gettoken?appkey=a&appsecret=b`)
  assert.equal(wrong.status, 200)
  assert.deepEqual(await wrong.json(), { errcode: 40096, errmsg: '不合法的appKey或appSecret' })
  const missing = await client.json(fetch(`${emulator.url}/gettoken`))
  assert.deepEqual(missing, { errcode: 40035, errmsg: '缺少参数 corpid or appkey' })
  const refused = await fetch(`${emulator.url}/v1.0/oauth2/accessToken`, {
    method: 'POST',
    body: '{"appKey":"a"}',
  })
  assert.equal(refused.status, 400)
  const { requestid, ...rest } = await client.json(refused)
  assert.deepEqual(rest, { code: 'invalidClientIdOrSecret', message: '无效的clientId或者clientSecret' })
  assert.match(String(requestid), /^\w{13}$/)
})
