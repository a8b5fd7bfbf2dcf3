/**
 * A relay for a third-party app, with the emulator as DingTalk: it pushes real tickets, and each token that it
 * gives is another one that ends the one before.
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { signGrant } from '../../grants/index.ts'
import { createMemoryStore } from '../../store/memory-store.ts'
import { startRelay } from './start-relay.ts'
import { eventually, png, refusalOf, setStage } from './testing/stage.ts'

const secret = 'a secret of at least thirty-two bytes'
/** Too large to be held and sent once more. */
const streamedPng = Buffer.concat([png, Buffer.alloc(100 * 1024, 7)])
const oddToken = 'a+/=&#% 中'
const app = {
  suiteKey: 'suiteemulatorkey',
  suiteSecret: 'emulator-suite-secret',
  corpId: 'dingemulatorcorp',
  allowedCorps: ['dingemulatorcorp', 'second'],
}
const callback = { token: 'emulator-callback-token', aesKey: 'emulatorAesKeyOfFortyThreeLettersAndDigits1' }
let minted = 0
const dingtalk = {
  otherCorpIds: ['second'],
  newTokenEndsOld: true,
  mintAccessToken: () => `${oddToken}${++minted}`,
  pushRetryMs: 1,
}
const store = createMemoryStore()
const stage = setStage({ app, callback, store, auth: 'none', maxUploadsPerSubject: 100 }, dingtalk)

/** Pushes a new suite ticket over HTTP. */
async function pushTicket(): Promise<void> {
  const { taken, reason } = await stage.emulator.control.push({
    url: `${stage.relay.url}dingtalk/callback`,
    attempts: 1,
  })
  assert.ok(taken, reason)
}

const tokenCalls = () => stage.emulator.control.state().calls.getCorpToken

describe('a third-party app', () => {
  test('CB-01 uploads from the moment its ticket was pushed, and is ready before: a push must reach it', async () => {
    const early = await refusalOf(await stage.send(png))
    assert.deepEqual(
      [early.status, early.code, early.details],
      [503, 'token_unavailable', { waiting_for: 'suite_ticket' }],
    )
    assert.equal((await fetch(`${stage.relay.url}readyz`)).status, 200)
    await pushTicket()
    assert.equal((await stage.send(png)).status, 200)
  })

  test('TK-01 TK-10 fetches one token for many uploads at once, whatever letters it has', async () => {
    await pushTicket()
    stage.emulator.control.expireTokens()
    await stage.send(png)
    const answers = await Promise.all(Array.from({ length: 50 }, () => stage.send(png)))
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
    assert.equal(tokenCalls(), 1)
  })

  test('TK-06 TK-07 fetches one other token when many uploads find it refused at the same moment', async () => {
    await stage.send(png)
    stage.emulator.control.reset()
    stage.emulator.control.expireTokens()
    const answers = await Promise.all(Array.from({ length: 10 }, () => stage.send(streamedPng)))
    for (const answer of answers) assert.ok([200, 503].includes(answer.status))
    assert.equal((await stage.send(streamedPng)).status, 200)
    assert.equal(tokenCalls(), 1)
  })

  test('TK-02 asks hardly more than once while a ticket is refused, however many wait, and heals with the next push', async () => {
    stage.emulator.control.expireTokens()
    stage.emulator.control.addFault({ call: 'getCorpToken', errcode: 40085, times: 0 })
    const answers = await Promise.all(Array.from({ length: 20 }, () => stage.send(png)))
    for (const answer of answers) {
      const { status, code, details } = await refusalOf(answer)
      assert.deepEqual([status, code, details], [503, 'token_unavailable', { upstream_errcode: 40085 }])
    }
    // One, and one more for each second that this takes.
    assert.ok(Number(tokenCalls()) <= 4, String(tokenCalls()))
    stage.emulator.control.clearFaults()
    await pushTicket()
    for (let tries = 0; tries < 100 && (await stage.send(png)).status !== 200; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    assert.equal((await stage.send(png)).status, 200)
  })

  test('TK-08 has one token for all its relays, though each fetch would end the one before', async () => {
    const { url: oapi } = stage.emulator
    const others = await Promise.all(
      [1, 2].map(() =>
        startRelay({ app, store, auth: 'none', hosts: { oapi, api: oapi }, port: 0, callsPerSecond: 0 }),
      ),
    )
    const init = { method: 'POST', body: new Uint8Array(png) }
    const sent = [stage.relay, ...others].flatMap(({ url }) =>
      Array.from({ length: 5 }, () => fetch(`${url}media/upload?type=image&filename=a.png`, init)),
    )
    for (const { status } of await Promise.all(sent)) assert.equal(status, 200)
    assert.equal(tokenCalls(), 0)
    await Promise.all(others.map((relay) => relay.stop(0)))
  })

  test('SyncHTTP brings a ticket, too, in both spellings, and every other event is answered', async () => {
    const url = `${stage.relay.url}dingtalk/callback`
    const before = await store.get('suite-ticket:suiteemulatorkey')
    for (const rowAs of ['text', 'object'] as const) {
      const push = { url, event: 'SYNC_HTTP_PUSH_HIGH', rowAs, attempts: 1 } as const
      assert.equal((await stage.emulator.control.push(push)).taken, true)
    }
    assert.notEqual(await store.get('suite-ticket:suiteemulatorkey'), before)
    for (const event of [
      'check_url',
      'check_create_suite_url',
      'check_update_suite_url',
      'tmp_auth_code',
      'SYNC_HTTP_PUSH_MEDIUM',
    ] as const) {
      assert.equal((await stage.emulator.control.push({ url, event, attempts: 1 })).taken, true, event)
    }
  })
})

describe("a third-party app's grants", () => {
  const granted = setStage(
    { app: { ...app, suiteTicket: 'T' }, auth: 'grant', grantSecrets: [secret] },
    { ...dingtalk, anySuiteTicket: true },
  )
  const send = async (corp: string) => {
    const grant = await signGrant({ sub: 'alice', corp }, { secret })
    return granted.send(png, undefined, { headers: { authorization: `Bearer ${grant}` } })
  }

  test('name the organisation, each with a token of its own', async () => {
    assert.equal((await send('second')).status, 200)
    assert.equal((await send('dingemulatorcorp')).status, 200)
    assert.equal(granted.emulator.control.state().calls.getCorpToken, 2)
  })

  test('TK-09 name none that is not listed, before any call', async () => {
    for (const corp of ['third', '../second', 'x'.repeat(256), 'second/']) {
      const { status, code } = await refusalOf(await send(corp))
      assert.deepEqual([status, code], [403, 'grant_exceeded'], corp)
    }
    const { tokenCalls: calls, uploads } = granted.emulator.control.state()
    assert.deepEqual([calls, uploads.opened], [0, 0])
  })
})

describe('a third-party app behind a firewall', () => {
  const streamed = setStage({ app, stream: true, auth: 'none' }, dingtalk)

  test('CB-01 gets its ticket over the Stream gateway, and again after the connection was cut', async () => {
    await eventually(() => streamed.emulator.control.state().streams === 1, 'No connection')
    assert.equal((await streamed.emulator.control.push()).taken, true)
    assert.equal((await streamed.send(png)).status, 200)
    streamed.emulator.control.endStreams('cut')
    streamed.emulator.control.expireTokens()
    assert.equal((await streamed.emulator.control.push()).taken, true)
    assert.equal((await streamed.send(png)).status, 200)
  })
})

describe('a flood of garbage at the callback', () => {
  const flooded = setStage(
    { app: { ...app, suiteTicket: 'T' }, callback, auth: 'none' },
    { ...dingtalk, anySuiteTicket: true },
  )

  test('CB-10 is soon not looked at any more, and no upload suffers', async () => {
    const url = `${flooded.relay.url}dingtalk/callback?signature=${'0'.repeat(40)}&nonce=n&timestamp=`
    const garbage = () => fetch(`${url}${Date.now()}`, { method: 'POST', body: '{"encrypt":"AAAA"}' })
    const pushes = Promise.all(Array.from({ length: 300 }, garbage))
    for (let i = 0; i < 5; i++) assert.equal((await flooded.send(png)).status, 200)
    const statuses = (await pushes).map(({ status }) => status)
    assert.deepEqual(new Set(statuses), new Set([400, 429]))
    assert.ok(statuses.filter((status) => status === 429).length > 200)
  })
})
