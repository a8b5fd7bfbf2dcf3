import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signSuiteTicket } from '../dingtalk/suite-signature.ts'
import type { EmulatorOptions } from './index.ts'
import { startClient } from './testing/emulator-client.ts'

const suite = { suiteKey: 'suitekey', suiteSecret: 'suite-secret' }

/** A third-party app as its server sees DingTalk; the pushed ticket is read off the emulator's own push. */
async function startSuite(t: Parameters<typeof startClient>[0], options: EmulatorOptions = {}) {
  const started = await startClient(t, { ...suite, anySuiteTicket: true, ...options })
  const { url } = started.emulator
  const post = async (path: string, json: object) => {
    const response = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(json) })
    return { status: response.status, ...(await started.client.json(response)) }
  }
  return {
    ...started,
    post,
    async corpToken({
      corp = 'dingemulatorcorp',
      ticket = 'T',
      at = Date.now(),
      secret = suite.suiteSecret,
    } = {}) {
      const timestamp = String(at)
      const signature = await signSuiteTicket({ timestamp, suiteTicket: ticket }, secret)
      const query = new URLSearchParams({
        accessKey: suite.suiteKey,
        timestamp,
        suiteTicket: ticket,
        signature,
      })
      return post(`/service/get_corp_token?${query}`, { auth_corpid: corp })
    },
    corpAccessToken: (change: object = {}) =>
      post('/v1.0/oauth2/corpAccessToken', {
        ...suite,
        authCorpId: 'dingemulatorcorp',
        suiteTicket: 'T',
        ...change,
      }),
    unified: (corp: string, json: object) => post(`/v1.0/oauth2/${corp}/token`, json),
  }
}

test('each fetch for an organisation gives another token, by either way, and all of them upload', async (t) => {
  const { client, control, corpToken, corpAccessToken, unified } = await startSuite(t)
  const client_ = { client_id: suite.suiteKey, client_secret: suite.suiteSecret }
  const { access_token, errcode, expires_in } = (await corpToken()) as Record<string, unknown>
  assert.deepEqual([errcode, expires_in], [0, 7200])
  const tokens = [
    access_token,
    ((await corpToken()) as Record<string, unknown>).access_token,
    ((await corpAccessToken()) as Record<string, unknown>).accessToken,
    (
      (await unified('dingemulatorcorp', { ...client_, grant_type: 'client_credentials' })) as Record<
        string,
        unknown
      >
    ).access_token,
  ]
  assert.equal(new Set(tokens).size, 4)
  for (const token of tokens) assert.equal((await client.upload({ token: String(token) })).errcode, 0)
  const { calls, tokenCalls } = control.state()
  assert.deepEqual([calls.getCorpToken, calls.corpAccessToken, calls.unifiedToken, tokenCalls], [2, 1, 1, 5])
})

test('get_corp_token checks key, clock, signature, ticket and organisation', async (t) => {
  const { post, corpToken } = await startSuite(t, { anySuiteTicket: false, otherCorpIds: ['second'] })
  const errcodeOf = async (answer: Promise<object>) => ((await answer) as { errcode: number }).errcode
  assert.equal(await errcodeOf(corpToken({ at: Date.now() - 120_000 })), 853002)
  assert.equal(await errcodeOf(corpToken({ secret: 'wrong' })), 853004)
  assert.equal(await errcodeOf(corpToken()), 40085)
  assert.equal(await errcodeOf(post('/service/get_corp_token?accessKey=other', {})), 853003)
  const fixed = await startSuite(t, { otherCorpIds: ['second'] })
  assert.equal(await errcodeOf(fixed.corpToken({ corp: 'second' })), 0)
  assert.equal(await errcodeOf(fixed.corpToken({ corp: 'third' })), 43007)
})

test('the newer ways refuse with HTTP status and a code in words', async (t) => {
  const { corpAccessToken, unified } = await startSuite(t, { anySuiteTicket: false })
  const codes = async (...answers: Promise<object>[]) =>
    (await Promise.all(answers)).map((answer) => {
      const { status, code } = answer as { status: number; code: string }
      return `${status} ${code}`
    })
  const grant_type = 'client_credentials'
  const internal = { client_id: 'dingemulatorappkey', client_secret: 'emulator-app-secret', grant_type }
  assert.deepEqual(
    await codes(
      corpAccessToken({ suiteSecret: 'wrong' }),
      corpAccessToken(),
      unified('dingemulatorcorp', { ...internal, client_secret: 'wrong' }),
      unified('dingemulatorcorp', { ...internal, grant_type: 'password' }),
      unified('nowhere', internal),
    ),
    [
      '400 invalidSuiteKey',
      '400 invalidSuiteTicket',
      '400 invalid.client',
      '400 unsupported.grant.type',
      '500 unknownError',
    ],
  )
  const { corpAccessToken: withTicket } = await startSuite(t)
  assert.deepEqual(await codes(withTicket({ authCorpId: 'nowhere' })), ['400 invalidAuthInfo'])
})

test('calls are counted for the app, whoever of its callers makes them and with whichever token', async (t) => {
  const { client, token, corpToken } = await startSuite(t, {
    queriesPerSecond: 3,
    now: () => Date.UTC(2026, 0, 1),
  })
  const other = String(
    ((await corpToken({ at: Date.UTC(2026, 0, 1) })) as Record<string, unknown>).access_token,
  )
  const answers = await Promise.all(
    [token, other, token, other].map((each) => client.upload({ token: each })),
  )
  assert.deepEqual(answers.map(({ errcode }) => errcode).sort(), [0, 0, 0, 90018])
})
