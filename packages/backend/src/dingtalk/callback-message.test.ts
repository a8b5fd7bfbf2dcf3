import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readCallbackMessage } from './callback-message.ts'
import { CALLBACK_VECTORS } from './testing/callback-vectors.ts'

const SENT_AT = 1_783_610_514_000

const read = (message: unknown) =>
  readCallbackMessage(typeof message === 'string' ? message : JSON.stringify(message), SENT_AT)

describe('a pushed suite ticket', () => {
  const [ticketPush] = CALLBACK_VECTORS.filter(({ name }) => name === 'V6')
  const push = { EventType: 'suite_ticket', SuiteTicket: 't' }

  test('is read from the event as DingTalk spells it', () => {
    assert.deepEqual(read(ticketPush?.message), {
      reply: 'success',
      ticket: { suiteTicket: 'TestSuiteTicket', bornAt: 1_783_610_513_000 },
    })
  })

  test('CB-05 knows its time in seconds, too: else it were older than all that came before', () => {
    assert.equal(read({ ...push, TimeStamp: 1_783_610_500 })?.ticket?.bornAt, 1_783_610_500_000)
  })

  for (const [title, TimeStamp] of [
    ['no time', undefined],
    ['a time that is none', 'yesterday'],
    ['a time before time', -1],
    ['a time before DingTalk', 1],
    ['a time later than the push', SENT_AT + 1],
  ] as const) {
    test(`with ${title} was born when it was sent`, () => {
      assert.equal(read({ ...push, TimeStamp })?.ticket?.bornAt, SENT_AT)
    })
  }

  for (const SuiteTicket of [undefined, '', 7, {}, 't'.repeat(1025)]) {
    test(`is none when it is ${JSON.stringify(SuiteTicket)?.slice(0, 10)}`, () => {
      assert.deepEqual(read({ ...push, SuiteTicket }), { reply: 'success', ticket: undefined })
    })
  }
})

describe('CB-08 a SyncHTTP push', () => {
  const data = { syncAction: 'suite_ticket', suiteTicket: 't' }
  const rows = (...bizData: unknown[]) => ({ EventType: 'SYNC_HTTP_PUSH_HIGH', bizData })

  for (const [title, biz_data] of [
    ['a text', JSON.stringify(data)],
    ['an object', data],
  ] as const) {
    test(`holds a ticket in biz_data as ${title}`, () => {
      assert.deepEqual(read(rows({ biz_type: 2, gmt_modified: 0, biz_data })), {
        reply: 'success',
        ticket: { suiteTicket: 't', bornAt: SENT_AT },
      })
    })
  }

  test('of medium urgency is read the same way', () => {
    const push = { ...rows({ biz_data: data }), EventType: 'SYNC_HTTP_PUSH_MEDIUM' }
    assert.equal(read(push)?.ticket?.suiteTicket, 't')
  })

  test('with several tickets gives the newest', () => {
    const row = (suiteTicket: string, gmt_modified: number) => ({
      gmt_modified,
      biz_data: { ...data, suiteTicket },
    })
    const message = read(rows(row('old', SENT_AT - 9), row('new', SENT_AT - 1), row('older', SENT_AT - 99)))
    assert.deepEqual(message?.ticket, { suiteTicket: 'new', bornAt: SENT_AT - 1 })
  })

  test('with other rows, or none, is answered all the same', () => {
    const others = [
      { biz_data: { syncAction: 'org_suite_auth' } },
      { biz_data: '{' },
      null,
      'x',
      { biz_data: 7 },
    ]
    for (const push of [rows(...others), rows(), { EventType: 'SYNC_HTTP_PUSH_HIGH', bizData: 'x' }]) {
      assert.deepEqual(read(push), { reply: 'success', ticket: undefined })
    }
  })
})

describe('CB-08 a push that only wants an answer', () => {
  for (const EventType of ['check_create_suite_url', 'check_update_suite_url']) {
    test(`is answered with its Random when it is ${EventType}`, () => {
      assert.equal(read({ EventType, Random: 'LPIdSnlF', TestSuiteKey: 's' })?.reply, 'LPIdSnlF')
      assert.equal(read({ EventType, Random: 7 })?.reply, 'success')
      assert.equal(read({ EventType, Random: 'x'.repeat(257) })?.reply, 'success')
    })
  }

  for (const EventType of ['check_url', 'tmp_auth_code', 'user_add_org', '__proto__', 7, undefined]) {
    test(`is answered with success when it is ${EventType}`, () => {
      assert.deepEqual(read({ EventType, Random: 'x' }), { reply: 'success', ticket: undefined })
    })
  }
})

test('what is no JSON object is no message', () => {
  for (const text of ['', '{', 'null', '[]', '7', '""', '"{}"'])
    assert.equal(readCallbackMessage(text, 0), undefined)
})
