/**
 * The doctor against an emulator that plays what can be wrong; as a process where that makes a difference.
 */

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { createServer as createTlsServer } from 'node:tls'
import { type EmulatorFault, type EmulatorOptions, startEmulator } from '../../emulator/index.ts'
import { TEST_CERTIFICATES, TEST_KEY } from '../../runtimes/node/testing/certificates.ts'
import { createRedisStore } from '../../store/redis-store.ts'
import { startRedis, whyNoRedis } from '../../store/testing/start-redis.ts'
import { createSuiteTickets } from '../../tokens/suite-tickets.ts'
import { runCli } from '../testing/run-cli.ts'
import { doctor } from './doctor.ts'

const appSecret = 'canary-app-secret'
const suiteSecret = 'canary-suite-secret'
const accessToken = 'canary-access-token'

async function start(t: TestContext, options: EmulatorOptions = {}, ...faults: readonly EmulatorFault[]) {
  const emulator = await startEmulator({
    appSecret,
    suiteSecret,
    mintAccessToken: () => accessToken,
    ...options,
  })
  t.after(() => emulator.close())
  for (const fault of faults) emulator.control.addFault(fault)
  return emulator
}

type Environment = Readonly<Record<string, string | undefined>>

/** What it says of each step, by the mark in front of its line, and all that it wrote. */
async function examine(env: Environment) {
  const lines: string[] = []
  const code = await doctor({ RELAY_AUTH: 'none', ...env }, (text) => lines.push(text))
  return reportOf(code, lines.join('\n'))
}

/** The same, as somebody types it. */
async function examineAsProcess(env: Environment) {
  const { code, stdout, stderr } = await runCli(['doctor'], { env: { RELAY_AUTH: 'none', ...env } })
  assert.equal(stderr, '')
  return reportOf(code, stdout)
}

function reportOf(code: number | string, stdout: string) {
  const steps = Object.fromEntries(
    [...stdout.matchAll(/^([✓✗-]) (\w+)/gm)].map(([, mark = '', name = '']) => [name, mark]),
  )
  for (const canary of [appSecret, suiteSecret, accessToken, 'T1CKET-CANARY']) {
    assert.ok(!stdout.includes(canary), `${canary} is shown`)
  }
  assert.ok(!stdout.includes('\u001b'), 'Colours for no terminal')
  return { code, steps, stdout }
}

describe('the doctor', () => {
  test('finds an internal app well, having uploaded one pixel', async (t) => {
    const { settings, control } = await start(t)
    const { code, steps, stdout } = await examineAsProcess(settings)
    assert.deepEqual(steps, { settings: '✓', network: '✓', clock: '✓', token: '✓', upload: '✓' })
    assert.equal(code, 0)
    assert.match(stdout, /All is well/)
    const [upload] = control.uploads()
    assert.deepEqual([upload?.filename, upload?.size, upload?.clean], ['doctor.png', 70, true])
  })

  for (const tokenApi of ['v1', 'unified'] as const) {
    test(`finds it well by ${tokenApi}, too`, async (t) => {
      const { settings } = await start(t)
      const env = { ...settings, DINGTALK_TOKEN_API: tokenApi, DINGTALK_CORP_ID: 'dingemulatorcorp' }
      assert.equal((await examine(env)).code, 0)
    })
  }

  const FAILURES: readonly (readonly [
    title: string,
    fault: EmulatorFault,
    step: string,
    says: RegExp,
    remedy: RegExp,
  ])[] = [
    ['an address that is not whitelisted', { errcode: 60020 }, 'upload', /60020/, /IP whitelist/],
    ['a missing permission', { errcode: 60011 }, 'upload', /60011/, /permission/],
    ["the month's calls used up", { errcode: 90020 }, 'upload', /90020/, /monthly calls/],
    [
      'a whitelist that holds tokens back, too',
      { call: 'gettoken', errcode: 60020 },
      'token',
      /60020/,
      /IP whitelist/,
    ],
    ['a banned address', { call: 'gettoken', html: 'punish' }, 'token', /banned/, /five minutes/],
    ['a proxy in between', { call: 'gettoken', html: 'page' }, 'token', /makes no sense/, /in between/],
    ['a broken connection', { resetAfterBytes: 0 }, 'upload', /cannot be reached/, /firewall/],
  ]
  for (const [title, fault, step, says, remedy] of FAILURES) {
    test(`tells ${title}, and what to do`, async (t) => {
      const { settings } = await start(t, {}, { times: 0, ...fault })
      const { code, steps, stdout } = await examine(settings)
      assert.equal(code, 1)
      assert.equal(steps[step], '✗')
      if (step === 'token') assert.equal(steps.upload, '-')
      const [, found = ''] = new RegExp(`^✗ ${step}.*\n((?:  → .*\n?)*)`, 'm').exec(stdout) ?? []
      assert.match(stdout, says)
      assert.match(found, remedy)
    })
  }

  test('tells a wrong secret, which is what a wrong region looks like', async (t) => {
    const { settings } = await start(t)
    const { code, stdout } = await examineAsProcess({ ...settings, DINGTALK_APP_SECRET: 'canary-wrong' })
    assert.equal(code, 1)
    assert.match(stdout, /✗ token +DingTalk refuses it: 40096\n {2}→ .*DINGTALK_REGION/)
    assert.doesNotMatch(stdout, /canary-wrong/)
  })

  test('tells a clock that is off', async (t) => {
    const { settings } = await start(t, { now: () => Date.now() + 3_600_000 })
    const { code, steps, stdout } = await examine(settings)
    assert.equal(code, 1)
    assert.deepEqual([steps.clock, steps.upload], ['✗', '✓'])
    assert.match(stdout, /clock is 3\d\d\d s behind DingTalk's\n {2}→ .*NTP/)
  })

  test('tells a host that is not there, refuses or has no certificate', async (t) => {
    const closed = createServer()
    await once(closed.listen(0, '127.0.0.1'), 'listening')
    const { port } = closed.address() as { port: number }
    closed.close()
    const { settings, port: plain } = await start(t)
    for (const [url, says] of [
      [
        'https://oapi.no.such.invalid',
        /✗ network +oapi\.no\.such\.invalid has no address \(\w+\)\n {2}→ .*DNS/,
      ],
      [`https://127.0.0.1:${port}`, /does not take connections \(ECONNREFUSED\)\n {2}→ .*firewall/],
      [
        `https://127.0.0.1:${plain}`,
        /no certificate that can be trusted \(\w+\)\n {2}→ .*NODE_EXTRA_CA_CERTS/,
      ],
    ] as const) {
      const { code, steps, stdout } = await examine({ ...settings, DINGTALK_OAPI_URL: url })
      assert.match(stdout, says)
      assert.deepEqual([code, steps.token, steps.upload], [1, '-', '-'])
    }
  })

  test('tells a certificate that has ended, which is what a wrong clock looks like', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'dt-media-doctor-'))
    t.after(() => rm(folder, { recursive: true }))
    const authority = join(folder, 'expired.pem')
    await writeFile(authority, TEST_CERTIFICATES.expired)
    const server = createTlsServer({ key: TEST_KEY, cert: TEST_CERTIFICATES.expired })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    t.after(() => server.close())
    const { port } = server.address() as { port: number }
    const { settings } = await start(t)
    const { code, stdout } = await examineAsProcess({
      ...settings,
      DINGTALK_OAPI_URL: `https://127.0.0.1:${port}`,
      NODE_EXTRA_CA_CERTS: authority,
    })
    assert.equal(code, 1)
    const day = new Date().toISOString().slice(0, 10)
    assert.match(
      stdout,
      new RegExp(`certificate that can be trusted \\(CERT_HAS_EXPIRED\\)\n  → .*clock.*${day}.*NTP`),
    )
  })

  test('tells why Redis cannot be used', { skip: whyNoRedis() }, async (t) => {
    const { settings } = await start(t)
    const redis = await startRedis({ password: 'canary-redis-password' })
    t.after(() => redis.close())
    const wrong = [
      [redis.url.replace('canary-redis-password', 'canary-wrong'), /WRONGPASS/],
      [redis.url.replace(/\/\/.*@/, '//'), /NOAUTH/],
      ['redis://redis.no.such.invalid:6379', /(ENOTFOUND|EAI_AGAIN) redis\.no\.such\.invalid/],
    ] as const
    const reports = wrong.map(([url]) => examine({ ...settings, RELAY_REDIS_URL: url }))
    for (const [i, { code, stdout }] of (await Promise.all(reports)).entries()) {
      assert.equal(code, 1)
      const [line = ''] = /^✗ store.*$/m.exec(stdout) ?? []
      assert.match(line, wrong[i]?.[1] ?? /never/)
      assert.doesNotMatch(stdout, /canary/)
    }
  })

  test('names every setting that is wrong, and tries nothing then', async () => {
    const { code, steps, stdout } = await examineAsProcess({ DINGTALK_APP_KEY: 'k', PORT: 'x' })
    assert.equal(code, 1)
    assert.deepEqual(steps, { settings: '✗' })
    assert.match(stdout, /→ DINGTALK_APP_SECRET is missing/)
    assert.match(stdout, /→ PORT takes/)
  })

  test('tells a third-party app where its suite ticket is, or is not', async (t) => {
    const { suiteSettings } = await start(t, { anySuiteTicket: true })
    const without = await examine(suiteSettings)
    assert.deepEqual([without.code, without.steps.stream, without.steps.ticket], [1, '✓', '✗'])
    assert.match(without.stdout, /→ .*RELAY_REDIS_URL/)
    const handed = await examine({ ...suiteSettings, DINGTALK_SUITE_TICKET: 'T1CKET-CANARY' })
    assert.equal(handed.code, 0)
    const elsewhere = {
      ...suiteSettings,
      DINGTALK_SUITE_TICKET: 'T1CKET-CANARY',
      DINGTALK_CORP_ID: 'dingother',
    }
    assert.match((await examine(elsewhere)).stdout, /✗ token +DingTalk refuses it: 43007\n {2}→ .*authorised/)
  })

  test('takes the suite ticket that the relays share, and tells when Redis is gone', {
    skip: whyNoRedis(),
  }, async (t) => {
    const { suiteSettings, control } = await start(t)
    const redis = await startRedis()
    t.after(() => redis.close())
    const env = { ...suiteSettings, DINGTALK_STREAM: 'off', RELAY_REDIS_URL: redis.url }
    assert.match((await examine(env)).stdout, /✗ ticket +DingTalk has not pushed/)

    const store = createRedisStore({ url: redis.url })
    const pushing = control.push({ url: 'http://127.0.0.1:9/', attempts: 1, again: true })
    assert.equal((await pushing).taken, false)
    const suiteKey = suiteSettings.DINGTALK_SUITE_KEY ?? ''
    await createSuiteTickets({ store, suiteKey }).keep({ suiteTicket: 'T1CKET-CANARY', bornAt: 1 })
    await store.close()
    assert.match((await examine(env)).stdout, /✗ token +DingTalk refuses it: 40085\n {2}→ .*newest/)

    await redis.kill()
    const { code, steps, stdout } = await examine(env)
    assert.deepEqual([code, steps.store, steps.ticket, steps.network], [1, '✗', '-', '✓'])
    assert.match(stdout, /1 step failed, and 3 could not be tried\./)
  })
})
