import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { createCallbackCrypto } from '../dingtalk/callback-crypto.ts'
import { startClient, until } from './testing/emulator-client.ts'

const keys = {
  token: 'emulator-callback-token',
  aesKey: 'emulatorAesKeyOfFortyThreeLettersAndDigits1',
  ownerKey: 'suiteemulatorkey',
}

/** An app's callback, which opens what comes and answers what the test says. */
async function startCallback(
  t: TestContext,
  replyTo: (message: Record<string, unknown>) => string | undefined,
) {
  const app = createCallbackCrypto(keys)
  const heard: Record<string, unknown>[] = []
  const server = createServer(async (incoming, outgoing) => {
    const query = new URL(incoming.url ?? '', 'http://callback').searchParams
    let text = ''
    for await (const chunk of incoming) text += chunk
    const word = (name: string) => query.get(name) ?? ''
    const push = { signature: word('signature'), timestamp: word('timestamp'), nonce: word('nonce') }
    const opened = await app.open({ ...push, encrypt: JSON.parse(text).encrypt })
    assert.ok('message' in opened)
    heard.push(JSON.parse(opened.message))
    const reply = replyTo(heard.at(-1) ?? {})
    if (reply === undefined) return outgoing.writeHead(503).end()
    const { signature, timestamp, nonce, encrypt } = await app.seal(reply, { timestamp: '1', nonce: 'n' })
    outgoing.end(JSON.stringify({ msg_signature: signature, timeStamp: timestamp, nonce, encrypt }))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.after(() => server.close())
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback` }
}

test('a suite ticket is pushed sealed and signed, until the sealed success comes back', async (t) => {
  let tries = 0
  const { heard, url } = await startCallback(t, () => ([undefined, 'later', 'success'] as const)[tries++])
  const { control } = await startClient(t, { callbackUrl: url, pushRetryMs: 1 })
  const { attempts, taken, via } = await control.push()
  assert.deepEqual({ attempts, taken, via }, { attempts: 3, taken: true, via: 'http' })
  assert.deepEqual(
    heard.map(({ EventType, SuiteKey }) => [EventType, SuiteKey]),
    Array(3).fill(['suite_ticket', 'suiteemulatorkey']),
  )
  assert.equal(new Set(heard.map(({ SuiteTicket }) => SuiteTicket)).size, 1)
  assert.equal(control.pushes().length, 1)
})

test('the pushed ticket gets a token, until a newer one is pushed; again brings the same', async (t) => {
  const { heard, url } = await startCallback(t, () => 'success')
  const { emulator, control, client } = await startClient(t, { callbackUrl: url })
  const tokenFor = async (suiteTicket: unknown) => {
    const suiteKey = emulator.suiteSettings.DINGTALK_SUITE_KEY
    const suiteSecret = emulator.suiteSettings.DINGTALK_SUITE_SECRET
    const body = JSON.stringify({ suiteKey, suiteSecret, suiteTicket, authCorpId: 'dingemulatorcorp' })
    const answer = await client.json(
      fetch(`${emulator.url}/v1.0/oauth2/corpAccessToken`, { method: 'POST', body }),
    )
    return answer.code ?? 'token'
  }
  await control.push()
  await control.push({ again: true })
  await control.push()
  const [first, again, second] = heard.map(({ SuiteTicket }) => SuiteTicket)
  assert.equal(first, again)
  assert.notEqual(first, second)
  assert.deepEqual([await tokenFor(first), await tokenFor(second)], ['invalidSuiteTicket', 'token'])
})

test('every event wants its own answer, and SyncHTTP comes in both spellings', async (t) => {
  const { heard, url } = await startCallback(t, ({ Random }) => String(Random ?? 'success'))
  const { control } = await startClient(t, { callbackUrl: url })
  for (const event of [
    'check_url',
    'check_create_suite_url',
    'check_update_suite_url',
    'tmp_auth_code',
    'SYNC_HTTP_PUSH_HIGH',
    'SYNC_HTTP_PUSH_MEDIUM',
  ] as const) {
    assert.equal((await control.push({ event, attempts: 1 })).taken, true, event)
  }
  await control.push({ event: 'SYNC_HTTP_PUSH_HIGH', rowAs: 'object', attempts: 1 })
  const rows = heard
    .filter(({ EventType }) => EventType === 'SYNC_HTTP_PUSH_HIGH')
    .map(({ bizData }) => bizData)
  const [asText, asObject] = (rows as { biz_data: unknown }[][]).map((row) => row[0]?.biz_data)
  assert.match(String(asText), /^\{"syncAction":"suite_ticket","suiteTicket":"\w+"\}$/)
  assert.equal((asObject as { syncAction: string }).syncAction, 'suite_ticket')
})

test('a push that is not taken says why, and ends after its attempts', async (t) => {
  const { emulator, control } = await startClient(t, { pushRetryMs: 1 })
  const { url } = await startCallback(t, () => 'no')
  const broken = await startCallback(t, () => undefined)
  const reasonFor = async (to: string) => {
    const { attempts, taken, reason } = await control.push({ url: to, attempts: 2 })
    assert.deepEqual([attempts, taken], [2, false])
    return reason
  }
  assert.equal(await reasonFor(url), 'the answer says something else than "success"')
  assert.match((await reasonFor(`${emulator.url}/nowhere`)) ?? '', /^the answer is not msg_signature/)
  assert.equal(await reasonFor(broken.url), 'HTTP 503')
  await emulator.close()
  assert.equal(await reasonFor(emulator.url), 'ECONNREFUSED')
})

test('pushes can be asked for over HTTP, and one that makes no sense is refused', async (t) => {
  const { url } = await startCallback(t, () => 'success')
  const { emulator, client } = await startClient(t, { callbackUrl: url })
  const ask = (body: string) => fetch(`${emulator.url}/emulator/pushes`, { method: 'POST', body })
  assert.equal((await client.json(ask(''))).taken, true)
  assert.equal((await client.json(ask('{"event":"check_url"}'))).event, 'check_url')
  const listed = await (await fetch(`${emulator.url}/emulator/pushes`)).json()
  assert.deepEqual(
    (listed as { event: string }[]).map(({ event }) => event),
    ['suite_ticket', 'check_url'],
  )
  for (const body of [
    '[]',
    '{',
    '{"evnt":1}',
    '{"event":"other"}',
    '{"url":"file:///x"}',
    '{"attempts":0}',
  ]) {
    const response = await ask(body)
    assert.equal(response.status, 400, body)
    assert.equal(typeof (await client.json(response)).error, 'string')
  }
})

test('a reset gives up what is still being pushed', async (t) => {
  const { control } = await startClient(t, { pushRetryMs: 60_000 })
  const pushing = control.push({ url: 'http://127.0.0.1:1/' })
  await until(() => control.pushes().length === 1)
  control.reset()
  assert.equal((await pushing).taken, false)
  assert.deepEqual(control.pushes(), [])
})
