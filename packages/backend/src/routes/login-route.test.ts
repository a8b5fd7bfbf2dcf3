import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { verifyGrant } from '../grants/verify-grant.ts'
import { SECRET, setLoginStage } from './testing/login-stage.ts'

const WRONG_CODE = { errcode: 40078 }
const REJECTED = { errcode: 40014 }
const BUSY = { errcode: 90018 }

describe('a login', () => {
  test('gives a grant that lives no longer than grants may', async () => {
    const { login } = setLoginStage({ grantMaxLifeMs: 60_000 })
    const { grant, expires_at, ...others } = await login()
    assert.deepEqual(others, { status: 200 })
    const { sub, corp, issuedAt, expiresAt } = await verifyGrant(grant, { secrets: [SECRET] })
    assert.deepEqual([sub, corp, expiresAt, expiresAt - issuedAt], ['ann', undefined, expires_at, 60_000])
  })

  test('is signed with the newest secret, which may have changed', async () => {
    const secrets = ['an old secret of thirty-two bytes and more']
    const { login } = setLoginStage({ grantSecrets: () => secrets })
    await login()
    secrets.unshift(SECRET)
    const { grant } = await login()
    assert.equal((await verifyGrant(grant, { secrets: [SECRET] })).sub, 'ann')
  })

  test('is counted for its address, with its turn asked for before the call', async () => {
    const stage = setLoginStage({
      loginPace: {
        async wait() {
          assert.deepEqual(stage.calls, [])
        },
      },
    })
    await stage.login()
    assert.deepEqual(stage.rates, ['login:203.0.113.9'])
    assert.equal(stage.calls.length, 1)
  })

  test('that is over its rate costs no token and no call', async () => {
    const loginRate = { take: () => Promise.reject(new Error('over')) }
    const { login, calls } = setLoginStage({ loginRate })
    assert.equal((await login()).status, 500)
    assert.deepEqual(calls, [])
  })
})

describe('an address whose logins are refused', () => {
  for (const [what, fault, text, status] of [
    ['wrong codes', WRONG_CODE, undefined, 401],
    ['no codes', undefined, '{}', 400],
    ['corps that are not listed', undefined, '{"code":"good","corp":"ding3"}', 403],
  ] as const) {
    test(`for ${what} is soon not listened to, and others are`, async () => {
      const stage = setLoginStage({ burst: 2, internalApp: false })
      for (let i = 0; i < 2; i++) {
        if (fault) stage.answers.push(fault)
        assert.equal((await stage.login(text)).status, status)
      }
      const before = stage.calls.length
      assert.deepEqual([(await stage.login()).code, stage.calls.length], ['too_many_uploads', before])
      const body = stage.bodies.at(-1)
      assert.deepEqual([body?.reads, body?.returns], [0, 1])
      stage.client.address = '203.0.113.10'
      assert.equal((await stage.login()).status, 200)
    })
  }

  test('because DingTalk is busy, or we are broken, goes on being listened to', async () => {
    let broken = true
    const loginRate = {
      async take() {
        if (broken) throw new Error('ours')
      },
    }
    const { login, answers } = setLoginStage({ burst: 1, loginRate })
    assert.equal((await login()).status, 500)
    broken = false
    answers.push(BUSY)
    assert.equal((await login()).status, 503)
    assert.equal((await login()).status, 200)
  })

  test('is the one that the trusted proxy saw', async () => {
    const { login, rates } = setLoginStage({ trustedProxies: 1 })
    await login(undefined, { 'X-Forwarded-For': '192.0.2.1, 198.51.100.7' })
    assert.deepEqual(rates, ['login:198.51.100.7'])
  })

  test('is unknown where the runtime knows none, and a body that cannot be drained is left', async () => {
    const { login, rates } = setLoginStage({
      runtime: {
        async *readBody() {
          yield new TextEncoder().encode('{"code":"good"}')
        },
      },
    })
    await login()
    assert.deepEqual(rates, ['login:unknown'])
    const { login: loginBroken } = setLoginStage({ runtime: { async *readBody() {} } })
    assert.equal((await loginBroken()).code, 'malformed_body')
  })

  test('has the rest of its body let go, and nothing more read of it', async () => {
    const { login, bodies, drained } = setLoginStage()
    await login('{'.repeat(5000))
    assert.deepEqual([bodies[0]?.returns, drained], [1, [0]])
  })
})

describe('an access token', () => {
  test('that DingTalk refuses is fetched anew, once', async () => {
    const { login, answers, calls } = setLoginStage()
    answers.push(REJECTED)
    assert.equal((await login()).status, 200)
    assert.deepEqual(calls, ['token-1', 'token-2'])
    answers.push(REJECTED, REJECTED)
    assert.equal((await login()).code, 'token_rejected')
    assert.deepEqual(calls.slice(2), ['token-2', 'token-3'])
  })

  test('is kept where DingTalk refuses something else, which is not asked again', async () => {
    const { login, answers, calls } = setLoginStage()
    answers.push(BUSY, WRONG_CODE)
    for (const code of ['upstream_busy', 'grant_invalid']) assert.equal((await login()).code, code)
    await login()
    assert.deepEqual(calls, ['token-1', 'token-1', 'token-1'])
  })
})

test('each call is told of with its time and its result', async () => {
  const begun = performance.now()
  const { login, answers, reports } = setLoginStage()
  answers.push(WRONG_CODE, new Error('down'), REJECTED)
  for (let i = 0; i < 3; i++) await login()
  assert.deepEqual(
    reports.map(({ call, result }) => [call, result]),
    [
      ['login', '40078'],
      ['login', 'upstream_unreachable'],
      ['login', '40014'],
      ['login', 'ok'],
    ],
  )
  for (const { durationMs } of reports) assert.ok(durationMs >= 0 && durationMs <= performance.now() - begun)
})

describe('TK-09 the corp that a page names', () => {
  for (const [what, deps, corp, expected] of [
    ['an internal app need not know', { internalApp: true }, 'ding3', undefined],
    [
      'an internal app that knows its own holds it to',
      { internalApp: true, corpId: 'ding1' },
      'ding1',
      'ding1',
    ],
    ['an internal app refuses beside its own', { internalApp: true, corpId: 'ding1' }, 'ding3', null],
    ['a third-party app has in the grant', { internalApp: false }, 'ding2', 'ding2'],
    ['a third-party app holds to its list', { internalApp: false }, 'ding3', null],
  ] as const) {
    test(what, async () => {
      const { login, calls } = setLoginStage(deps)
      const { grant, code } = await login(JSON.stringify({ code: 'good', corp }))
      if (expected === null) assert.deepEqual([code, calls], ['grant_exceeded', []])
      else assert.equal((await verifyGrant(grant, { secrets: [SECRET] })).corp, expected)
    })
  }
})
