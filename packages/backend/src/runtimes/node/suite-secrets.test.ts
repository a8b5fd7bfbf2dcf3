/**
 * Canaries in place of a third-party app's secrets and of Redis' password, the log at its loudest, and
 * everything that can go wrong with pushes, tokens and the store.
 */

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningCli, readyUrl, startCli } from '../../cli/testing/run-cli.ts'
import { type EmulatorFault, type RunningEmulator, startEmulator } from '../../emulator/index.ts'
import { createRedisStore } from '../../store/redis-store.ts'
import { type RunningRedis, startRedis, whyNoRedis } from '../../store/testing/start-redis.ts'
import { formsOf } from './testing/forms-of.ts'
import { png } from './testing/stage.ts'

const suiteSecret = 'canary+suite/secret=and&more%'
const callbackToken = 'canary+callback/token=and&more%'
const callbackAesKey = 'canaryAesKeyOfExactlyFortyThreeCharacters01'
const accessToken = 'canary+access/token=and&more%'
const password = 'canary-redis-password'
const secrets = [suiteSecret, callbackToken, callbackAesKey, accessToken, password]
const skip = whyNoRedis()
const heard: string[] = []
let emulator: RunningEmulator
let redis: RunningRedis
let relay: RunningCli
let url: string

if (!skip) {
  before(async () => {
    const apart = { suiteSecret, callbackToken, callbackAesKey, mintAccessToken: () => accessToken }
    emulator = await startEmulator({ ...apart, callbackUrl: 'http://127.0.0.1:9/', queriesPerSecond: 0 })
    redis = await startRedis({ password })
    relay = startCli(['serve'], {
      env: {
        ...emulator.suiteSettings,
        RELAY_REDIS_URL: redis.url,
        RELAY_AUTH: 'none',
        RELAY_LOG_LEVEL: 'trace',
        RELAY_UPLOADS_PER_MINUTE: '0',
        PORT: '0',
      },
    })
    url = await readyUrl(relay)
  })
  after(async () => {
    relay.kill('SIGKILL')
    await emulator.close()
    await redis.close()
  })
}

async function keep(response: Response): Promise<number> {
  heard.push(JSON.stringify([...response.headers]), await response.text())
  return response.status
}

const send = async () =>
  keep(
    await fetch(`${url}media/upload?type=image&filename=a.png`, {
      method: 'POST',
      body: new Uint8Array(png),
    }),
  )

const push = () => emulator.control.push({ url: `${url}dingtalk/callback`, attempts: 1 })

function assertSilent(): void {
  const everything = [relay.stdout(), relay.stderr(), ...heard].join('\n')
  for (const secret of secrets) {
    for (const form of formsOf(secret)) assert.ok(!everything.includes(form), `${secret} came out`)
  }
}

/** Uploads until one gets in. */
async function recover(): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if ((await send()) === 200) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  assert.fail('no upload succeeds')
}

test('SE-01 keeps every secret while a ticket comes and a file goes', { skip }, async () => {
  assert.equal(await send(), 503)
  assert.equal((await push()).taken, true)
  secrets.push(JSON.parse((await ticketInRedis()) ?? '{}').suiteTicket)
  await recover()
  for (const path of ['readyz', 'metrics']) await keep(await fetch(`${url}${path}`))
  assertSilent()
})

/** What the relay keeps, asked of a relay's own store. */
async function ticketInRedis(): Promise<string | undefined> {
  const store = createRedisStore({ url: redis.url })
  const text = await store.get(`suite-ticket:${emulator.suiteSettings.DINGTALK_SUITE_KEY}`)
  await store.close()
  return text
}

test('SE-01 keeps every secret when pushes are garbage, or sealed by somebody else', { skip }, async () => {
  const now = Date.now()
  for (const [query, body] of [
    ['', ''],
    [`signature=${'0'.repeat(40)}&timestamp=${now}&nonce=n`, '{"encrypt":"AAAA"}'],
    [
      `signature=${callbackToken}&timestamp=${now}&nonce=${callbackAesKey}`,
      `{"encrypt":"${callbackAesKey}"}`,
    ],
  ] as const) {
    const response = await fetch(`${url}dingtalk/callback?${query}`, { method: 'POST', body })
    assert.equal(await keep(response), 400)
  }
  assertSilent()
})

for (const fault of [
  { errcode: 40085, errmsg: `suite ticket of ${suiteSecret} is not ${accessToken}` },
  { badAnswer: `{"errcode":0,"access_token":["${accessToken}"]}` },
  { redirect: `http://127.0.0.1:1/?signature=${encodeURIComponent(suiteSecret)}` },
  { html: 'page' },
] satisfies EmulatorFault[]) {
  test(`SE-02 keeps every secret when a token ends in ${Object.keys(fault)[0]}`, { skip }, async () => {
    emulator.control.addFault({ call: 'getCorpToken', ...fault })
    emulator.control.expireTokens()
    await send()
    await send()
    await recover()
    assertSilent()
  })
}

test('SE-02 keeps the password of a Redis that goes, and comes back with another one', { skip }, async () => {
  await redis.kill()
  await send()
  assert.equal((await push()).taken, false)
  await redis.start()
  await eventuallyTaken()
  await recover()
  const stranger = startCli(['serve'], {
    env: {
      ...emulator.suiteSettings,
      RELAY_REDIS_URL: redis.url.replace(password, `${password}-wrong`),
      RELAY_AUTH: 'none',
      RELAY_LOG_LEVEL: 'trace',
      PORT: '0',
    },
  })
  await keep(await fetch(`${await readyUrl(stranger)}readyz`))
  stranger.kill('SIGTERM')
  await stranger.ended
  heard.push(stranger.stdout(), stranger.stderr())
  assertSilent()
})

async function eventuallyTaken(): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if ((await push()).taken) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  assert.fail('no push is taken')
}

test('SE-10 keeps every secret to the end, and logs that the ticket came', { skip }, async () => {
  relay.kill('SIGTERM')
  await relay.ended
  assert.match(relay.stdout(), /a new suite ticket was pushed/)
  assertSilent()
  heard.push(`…${encodeURIComponent(suiteSecret)}…`)
  assert.throws(assertSilent, /came out/)
})
