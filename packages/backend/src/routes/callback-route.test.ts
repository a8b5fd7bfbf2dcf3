import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ErrorAnswer } from '../contract/index.ts'
import { SUITE_KEYS } from '../dingtalk/testing/callback-vectors.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import {
  bodyOf,
  NOW,
  ours,
  pushOf,
  queryOf,
  readReply,
  setCallbackStage,
  V6,
} from './testing/callback-stage.ts'

const ticketPush = (SuiteTicket: string, TimeStamp: number) => ({
  EventType: 'suite_ticket',
  SuiteTicket,
  TimeStamp,
})

/** What every refusal says, and nothing more. */
const REFUSED: ErrorAnswer = {
  errcode: 40035,
  errmsg: 'The body is broken, or lacks the part "media".',
  code: 'malformed_body',
  retriable: false,
  request_id: 'the-same-id',
}

async function assertRefused(response: Response): Promise<void> {
  assert.equal(response.status, 400)
  assert.deepEqual(await response.json(), REFUSED)
}

describe('POST /dingtalk/callback', () => {
  test('CB-01 stores a pushed ticket and answers a sealed success', async () => {
    const { send, tickets } = setCallbackStage()
    assert.equal(await readReply(await send()), 'success')
    assert.equal(await tickets.newest(), 'TestSuiteTicket')
  })

  test('CB-01 has stored the ticket when it answers', async () => {
    const works = createMemoryStore()
    let release = () => {}
    const written = new Promise<void>((resolve) => {
      release = resolve
    })
    const { send } = setCallbackStage({
      store: { ...works, setIfAbsent: (...args) => written.then(() => works.setIfAbsent(...args)) },
    })
    const answered = send()
    const first = await Promise.race([
      answered,
      new Promise((resolve) => setTimeout(resolve, 20, 'no answer yet')),
    ])
    assert.equal(first, 'no answer yet')
    release()
    assert.equal(await readReply(await answered), 'success')
  })

  test('CB-01 takes the other spellings of the query', async () => {
    const { send } = setCallbackStage()
    const { signature, timestamp, nonce } = V6
    const query = `${new URLSearchParams({ msg_signature: signature, timeStamp: timestamp, nonce })}`
    assert.equal(await readReply(await send({ query })), 'success')
  })

  test('CB-02 refuses a wrong signature in whatever way it is wrong', async () => {
    const { send, applied } = setCallbackStage()
    const { signature } = V6
    for (const wrong of [`${signature.slice(0, -1)}0`, signature.slice(1), '', signature.toUpperCase()]) {
      await assertRefused(await send({ query: queryOf({ ...V6, signature: wrong }) }))
    }
    await assertRefused(await send({ query: `${queryOf(V6)}&signature=${signature}` }))
    await assertRefused(await send({ query: `${queryOf(V6)}&msg_signature=${signature}` }))
    assert.deepEqual(applied, [])
  })

  test('CB-02 answers a wrong key and a wrong owner as it answers a wrong signature', async () => {
    const { send, warnings } = setCallbackStage()
    const push = ticketPush('t', NOW)
    for (const keys of [
      { ...SUITE_KEYS, token: 'other' },
      { ...SUITE_KEYS, aesKey: SUITE_KEYS.aesKey.replace('4', '5') },
      { ...SUITE_KEYS, ownerKey: 'suite5' },
    ]) {
      await assertRefused(await send(await pushOf(push, String(NOW), keys)))
    }
    // The operator is told.
    assert.match(warnings[0] ?? '', /signature/)
    assert.match(warnings[2] ?? '', /owner key/)
  })

  test('CB-03 refuses a timestamp that is not of these minutes, however well signed', async () => {
    const { send, applied, warnings } = setCallbackStage()
    const push = ticketPush('t', NOW)
    const times = [NOW - 300_001, NOW + 300_001, Math.floor(NOW / 1000) - 301, NOW * 1000, -NOW, 0]
    for (const timestamp of [...times.map(String), 'now', `${NOW}.0`, ` ${NOW}`, '1e12', '']) {
      await assertRefused(await send(await pushOf(push, timestamp)))
      assert.match(warnings.pop() ?? '', /timestamp is (not of these minutes|missing)/)
    }
    assert.deepEqual(applied, [])
  })

  test('CB-03 takes a timestamp of these minutes, in milliseconds and in seconds', async () => {
    const { send } = setCallbackStage()
    for (const time of [NOW - 300_000, NOW + 300_000, Math.floor(NOW / 1000) - 299]) {
      assert.equal(
        await readReply(await send(await pushOf({ EventType: 'check_url' }, String(time)))),
        'success',
      )
    }
  })

  test('CB-04 answers a repeated push, and does not apply it again', async () => {
    const { send, applied, clock } = setCallbackStage()
    await send()
    clock.time += 299_000
    assert.equal(await readReply(await send()), 'success')
    assert.deepEqual(applied, ['TestSuiteTicket'])
  })

  test('CB-04 applies a repeated push that was not stored the first time', async () => {
    const works = createMemoryStore()
    let down = true
    const { send, tickets } = setCallbackStage({
      store: {
        ...works,
        setIfAbsent: (...args) => (down ? Promise.reject(new Error('down')) : works.setIfAbsent(...args)),
      },
    })
    assert.equal((await send()).status, 503)
    down = false
    assert.equal(await readReply(await send()), 'success')
    assert.equal(await tickets.newest(), 'TestSuiteTicket')
  })

  test('CB-05 keeps the newer ticket when an older one comes late', async () => {
    const { send, tickets } = setCallbackStage()
    await send(await pushOf(ticketPush('newer', NOW - 10)))
    assert.equal(await readReply(await send(await pushOf(ticketPush('older', NOW - 20)))), 'success')
    assert.equal(await tickets.newest(), 'newer')
  })

  test('CB-07 refuses a body that is no push', async () => {
    const { send, warnings } = setCallbackStage()
    for (const encrypt of [7, {}, '']) {
      await assertRefused(await send({ body: JSON.stringify({ encrypt }) }))
      assert.match(warnings.pop() ?? '', /refused: The (body|signature) /)
    }
    for (const body of ['', 'no JSON', 'null', '[]', '{}']) {
      await assertRefused(await send({ body }))
      assert.match(warnings.pop() ?? '', /refused: The (body|signature) /)
    }
  })

  test('CB-07 refuses a body that is too long, without reading it when it says so', async () => {
    const { send, clock, warnings } = setCallbackStage()
    const body = JSON.stringify({ encrypt: 'A'.repeat(2 ** 20) })
    await assertRefused(await send({ body, headers: { 'Content-Length': String(body.length) } }))
    assert.equal(clock.bytesRead, 0)
    await assertRefused(await send({ body }))
    for (const warning of warnings) assert.match(warning, /too long/)
  })

  test('CB-07 refuses a well sealed message that is none, and a nonce without end', async () => {
    const { send, warnings } = setCallbackStage()
    await assertRefused(await send(await pushOf('no JSON')))
    const sealed = await ours.seal('{}', { timestamp: String(NOW), nonce: 'n'.repeat(257) })
    await assertRefused(await send({ query: queryOf(sealed), body: bodyOf(sealed) }))
    assert.match(warnings.join(), /message is no JSON object.*nonce is too long/)
  })

  const biz_data = { syncAction: 'suite_ticket', suiteTicket: 'synced' }
  for (const [title, message, reply, ticket] of [
    ['check_url', { EventType: 'check_url' }, 'success', undefined],
    [
      'check_create_suite_url',
      { EventType: 'check_create_suite_url', Random: 'LPIdSnlF' },
      'LPIdSnlF',
      undefined,
    ],
    [
      'check_update_suite_url',
      { EventType: 'check_update_suite_url', Random: 'Aedr5LMW' },
      'Aedr5LMW',
      undefined,
    ],
    ['tmp_auth_code', { EventType: 'tmp_auth_code', AuthCode: 'x' }, 'success', undefined],
    ['an event of no interest', { EventType: 'user_add_org' }, 'success', undefined],
    [
      'SyncHTTP with biz_data as a text',
      { EventType: 'SYNC_HTTP_PUSH_HIGH', bizData: [{ biz_type: 2, biz_data: JSON.stringify(biz_data) }] },
      'success',
      'synced',
    ],
    [
      'SyncHTTP with biz_data as an object',
      { EventType: 'SYNC_HTTP_PUSH_HIGH', bizData: [{ biz_type: 2, biz_data }] },
      'success',
      'synced',
    ],
    ['SyncHTTP of medium urgency', { EventType: 'SYNC_HTTP_PUSH_MEDIUM', bizData: [] }, 'success', undefined],
  ] as const) {
    test(`CB-08 answers ${title} as DingTalk wants it`, async () => {
      const { send, applied } = setCallbackStage()
      assert.equal(await readReply(await send(await pushOf(message))), reply)
      assert.deepEqual(applied, ticket ? [ticket] : [])
    })
  }

  test('CB-09 does not answer success while the store is down, so that DingTalk pushes again', async () => {
    const down = () => Promise.reject(new Error('ECONNREFUSED'))
    for (const broken of [{ get: down }, { set: down }, { setIfAbsent: down }]) {
      const { send, warnings } = setCallbackStage({ store: { ...createMemoryStore(), ...broken } })
      const response = await send(await pushOf(ticketPush('t', NOW)))
      assert.equal(response.status, 503)
      assert.equal(((await response.json()) as ErrorAnswer).code, 'store_unavailable')
      assert.match(warnings.join(), /^[^,]+: ECONNREFUSED$/)
    }
  })

  test('CB-09 answers what needs no store while it is down', async () => {
    const down = () => Promise.reject(new Error('ECONNREFUSED'))
    const { send } = setCallbackStage({
      store: { ...createMemoryStore(), get: down, set: down, setIfAbsent: down },
    })
    assert.equal(await readReply(await send(await pushOf({ EventType: 'check_url' }))), 'success')
  })

  test('CB-10 stops looking at an address that pushes garbage, reads nothing of it, and hears all others', async () => {
    const { send, clock, warnings } = setCallbackStage({ burst: 5 })
    clock.address = '198.51.100.7'
    const statuses: number[] = []
    for (let i = 0; i < 100; i++) statuses.push((await send({ body: '{"encrypt":"x"}' })).status)
    assert.deepEqual(statuses, [...Array(5).fill(400), ...Array(95).fill(429)])
    assert.equal(clock.bytesRead, 5 * '{"encrypt":"x"}'.length)
    assert.equal(warnings.length, 5)
    assert.equal((await send()).headers.get('Retry-After'), '1')
    clock.address = '203.119.0.1'
    assert.equal(await readReply(await send()), 'success')
    clock.address = '198.51.100.7'
    clock.time += 1000
    assert.equal(await readReply(await send()), 'success')
  })
})
