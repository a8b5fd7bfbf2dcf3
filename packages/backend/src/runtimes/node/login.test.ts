/**
 * Login from inside DingTalk's client: a page trades an auth code for a grant, over sockets, with the
 * emulator naming the user.
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LoginAnswer } from '../../contract/index.ts'
import { verifyGrant } from '../../grants/index.ts'
import { eventually, png, refusalOf, type Stage, setStage } from './testing/stage.ts'

const secret = 'a secret of at least thirty-two bytes'
const origin = 'https://app.example.com'
const options = {
  auth: 'grant',
  grantSecrets: [secret],
  dingtalkLogin: true,
  allowedOrigins: [origin],
} as const

function login(stage: Stage, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${stage.relay.url}auth/dingtalk`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

async function loggedIn(response: Response): Promise<LoginAnswer> {
  assert.equal(response.status, 200)
  return (await response.json()) as LoginAnswer
}

describe('a page inside the client', () => {
  const stage = setStage(options)

  test('gets a grant in the name of its user, and uploads with it', async () => {
    const code = stage.emulator.control.issueAuthCode({ userid: 'manager7' })
    const before = Date.now()
    const { grant, expires_at, ...nothing } = await loggedIn(await login(stage, { code }, { origin }))
    assert.deepEqual(nothing, {})
    const { sub, corp, expiresAt } = await verifyGrant(grant, { secrets: [secret] })
    assert.deepEqual([sub, corp, expiresAt], ['manager7', undefined, expires_at])
    assert.ok(expires_at > before + 590_000 && expires_at <= Date.now() + 600_000)
    const uploaded = await stage.send(png, undefined, {
      headers: { authorization: `Bearer ${grant}`, origin },
    })
    assert.equal(uploaded.status, 200)
  })

  test('may ask from a listed origin after asking whether it may, and from no other', async () => {
    const code = stage.emulator.control.issueAuthCode()
    const preflight = await fetch(`${stage.relay.url}auth/dingtalk`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    })
    assert.equal(preflight.status, 204)
    assert.equal(preflight.headers.get('access-control-allow-origin'), origin)
    const strange = await login(stage, { code }, { origin: 'https://evil.example' })
    assert.equal((await refusalOf(strange)).code, 'origin_not_allowed')
    assert.equal(strange.headers.get('access-control-allow-origin'), null)
    assert.equal(stage.emulator.control.state().calls.userInfo, 0)
    const listed = await login(stage, { code }, { origin })
    assert.equal(listed.headers.get('access-control-allow-origin'), origin)
    await loggedIn(listed)
  })

  test('gets nothing for a code that was used, is unknown or is of another organisation', async () => {
    const code = stage.emulator.control.issueAuthCode()
    await loggedIn(await login(stage, { code }))
    for (const dead of [code, 'unknown', stage.emulator.control.issueAuthCode({}, 'othercorp')]) {
      const refusal = await refusalOf(await login(stage, { code: dead }))
      assert.deepEqual([refusal.status, refusal.code, refusal.retriable], [401, 'grant_invalid', false])
      assert.match(refusal.errmsg, /auth code/)
      assert.doesNotMatch(JSON.stringify(refusal), /[一-鿿]|40078/)
    }
  })

  test('is told what is wrong with its request, at no cost for DingTalk', async () => {
    for (const body of ['', '{', '[]', 'null', '{}', { code: 7 }, { code: '' }, { code: 'x'.repeat(513) }]) {
      const refusal = await refusalOf(await login(stage, body))
      assert.deepEqual([refusal.status, refusal.code], [400, 'malformed_body'], JSON.stringify(body))
    }
    for (const corp of [7, '', 'x'.repeat(65)]) {
      assert.equal((await refusalOf(await login(stage, { code: 'x', corp }))).code, 'malformed_body')
    }
    const long = await login(stage, { code: 'x', filler: 'x'.repeat(5000) })
    assert.equal((await refusalOf(long)).code, 'malformed_body')
    const chunked = await fetch(`${stage.relay.url}auth/dingtalk`, {
      method: 'POST',
      body: new Blob(['x'.repeat(9000)]).stream(),
      duplex: 'half',
    } as RequestInit)
    assert.equal((await refusalOf(chunked)).code, 'malformed_body')
    assert.equal((await fetch(`${stage.relay.url}auth/dingtalk`)).status, 405)
    assert.equal(stage.emulator.control.state().calls.userInfo, 0)
  })

  test('may name its corp, which an app of one corp need not know', async () => {
    const code = stage.emulator.control.issueAuthCode()
    const { grant } = await loggedIn(await login(stage, { code, corp: 'dingemulatorcorp' }))
    assert.equal((await verifyGrant(grant, { secrets: [secret] })).corp, undefined)
  })
})

describe('DingTalk', () => {
  const stage = setStage(options)
  const after = async (fault: Parameters<typeof stage.emulator.control.addFault>[0]) => {
    stage.emulator.control.addFault({ call: 'userInfo', ...fault })
    return login(stage, { code: stage.emulator.control.issueAuthCode() })
  }

  test('may refuse the access token once: the code is still good', async () => {
    await loggedIn(await after({ errcode: 40014 }))
    assert.equal(stage.emulator.control.state().calls.userInfo, 2)
    const twice = await refusalOf(await after({ errcode: 42001, times: 2 }))
    assert.deepEqual([twice.status, twice.code, twice.retriable], [503, 'token_rejected', true])
  })

  test('may refuse the app, be busy, banned, silent or strange: each has its code, and none its text', async () => {
    for (const [fault, status, code, errcode] of [
      [{ errcode: 60011 }, 422, 'upstream_refused', 60011],
      [{ errcode: 60020 }, 422, 'upstream_refused', 60020],
      [{ errcode: 90020 }, 422, 'upstream_refused', 90020],
      [{ errcode: 90018 }, 503, 'upstream_busy', 90018],
      [{ errcode: -1 }, 503, 'upstream_busy', -1],
      [{ errcode: 60121 }, 422, 'upstream_refused', 60121],
      [{ html: 'page' }, 502, 'upstream_invalid', -1],
      [{ badAnswer: '{"errcode":0,"result":{}}' }, 502, 'upstream_invalid', -1],
      [{ badAnswer: '{"errcode":0,"result":{"userid":""}}' }, 502, 'upstream_invalid', -1],
      [{ resetAfterBytes: 0 }, 502, 'upstream_unreachable', -1],
      // The last one: after it DingTalk is left alone.
      [{ html: 'punish' }, 503, 'upstream_busy', -1],
    ] as const) {
      const response = await after(fault)
      const refusal = await refusalOf(response)
      assert.deepEqual([refusal.status, refusal.code, refusal.errcode], [status, code, errcode])
      assert.doesNotMatch(JSON.stringify(refusal), /[一-鿿]|appKey|127\.0\.0\.1/)
      assert.equal(response.headers.has('retry-after'), status === 503)
    }
  })
})

describe('a DingTalk that has banned the address', () => {
  const stage = setStage(options)

  test('UP-11 is asked for no user before the ban is over', async () => {
    stage.emulator.control.addFault({ call: 'userInfo', html: 'punish' })
    for (let i = 0; i < 3; i++) {
      const response = await login(stage, { code: stage.emulator.control.issueAuthCode() })
      assert.equal((await refusalOf(response)).code, 'upstream_busy')
      assert.ok(Number(response.headers.get('Retry-After')) > 60)
    }
    assert.equal(stage.emulator.control.state().calls.userInfo, 1)
  })
})

describe('a relay that is stopped', () => {
  const stage = setStage(options)

  test('PR-01 answers the login under way, which DingTalk takes its time for', async () => {
    const { control } = stage.emulator
    control.addFault({ call: 'userInfo', delayMs: 1500 })
    const answer = login(stage, { code: control.issueAuthCode() })
    await eventually(() => control.state().calls.userInfo === 1, 'DingTalk is asked')
    assert.equal(await stage.relay.stop(30_000), true)
    await loggedIn(await answer)
  })
})

describe('an address', () => {
  const stage = setStage({ ...options, uploadsPerMinute: 1 })

  test('that brings wrong codes is soon not listened to, and costs DingTalk no more calls', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => login(stage, { code: 'guess' })))
    const refused = answers.filter(({ status }) => status === 429)
    // Ten in this minute, and ten more should another one begin meanwhile.
    assert.ok(refused.length >= 40, String(refused.length))
    for (const { headers } of refused) assert.ok(Number(headers.get('retry-after')) > 0)
    assert.ok((stage.emulator.control.state().calls.userInfo ?? 0) <= 20)
  })
})

describe('a third-party app', () => {
  const suite = { suiteKey: 'suiteemulatorkey', suiteSecret: 'emulator-suite-secret', suiteTicket: 'T' }
  const stage = setStage(
    { ...options, app: { ...suite, allowedCorps: ['dingemulatorcorp', 'second'] } },
    { anySuiteTicket: true, otherCorpIds: ['second'] },
  )

  test('needs to know the corp, which goes into the grant', async () => {
    const code = stage.emulator.control.issueAuthCode({ userid: 'u' }, 'second')
    assert.equal((await refusalOf(await login(stage, { code }))).code, 'grant_exceeded')
    const { grant } = await loggedIn(await login(stage, { code, corp: 'second' }))
    const { sub, corp } = await verifyGrant(grant, { secrets: [secret] })
    assert.deepEqual([sub, corp], ['u', 'second'])
    const uploaded = await stage.send(png, undefined, { headers: { authorization: `Bearer ${grant}` } })
    assert.equal(uploaded.status, 200)
  })

  test('TK-09 takes no corp that is not listed, before any call', async () => {
    for (const corp of ['third', '../second', 'second/', 'SECOND']) {
      const refusal = await refusalOf(await login(stage, { code: 'x', corp }))
      assert.deepEqual([refusal.status, refusal.code], [403, 'grant_exceeded'], corp)
    }
    assert.equal(stage.emulator.control.state().calls.userInfo, 0)
    assert.equal(stage.emulator.control.state().tokenCalls, 0)
  })

  test('takes no code of one corp for another', async () => {
    const code = stage.emulator.control.issueAuthCode({}, 'second')
    const refusal = await refusalOf(await login(stage, { code, corp: 'dingemulatorcorp' }))
    assert.equal(refusal.code, 'grant_invalid')
  })
})

describe('where it is off', () => {
  const stage = setStage({ ...options, dingtalkLogin: false })

  test('there is no such route, which a listed page can read', async () => {
    const response = await login(stage, { code: 'x' }, { origin })
    assert.equal(response.headers.get('access-control-allow-origin'), origin)
    assert.deepEqual([response.status, (await refusalOf(response)).code], [404, 'not_found'])
  })
})
