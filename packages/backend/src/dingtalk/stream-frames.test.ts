import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readStreamFrame } from './stream-frames.ts'

const NOW = 1_783_610_514_000
const BORN_AT = 1_783_610_513_000

const headers = {
  messageId: 'm1',
  contentType: 'application/json',
  eventType: 'suite_ticket',
  eventBornTime: `${BORN_AT}`,
}
const read = (frame: object) => readStreamFrame(JSON.stringify({ specVersion: '1.0', ...frame }), NOW)

const ack = (status: string) => ({
  code: 200,
  headers: { contentType: 'application/json', messageId: 'm1' },
  message: 'OK',
  data: JSON.stringify({ status }),
})

for (const [title, data] of [
  ['bare', { suiteTicket: 't' }],
  ['in its envelope', { eventType: 'suite_ticket', eventBornTime: BORN_AT, data: { suiteTicket: 't' } }],
] as const) {
  test(`a suite ticket is read ${title}, with an answer for either outcome`, () => {
    const { ticket, reply, replyLater, disconnect } = read({
      type: 'EVENT',
      headers,
      data: JSON.stringify(data),
    })
    assert.deepEqual(ticket, { suiteTicket: 't', bornAt: BORN_AT })
    assert.deepEqual(JSON.parse(reply ?? ''), ack('SUCCESS'))
    assert.deepEqual(JSON.parse(replyLater ?? ''), ack('LATER'))
    assert.equal(disconnect, undefined)
  })
}

test('every other event is acknowledged, or it would come again', () => {
  for (const [eventType, data] of [
    ['user_add_org', '{"suiteTicket":"t"}'],
    ['suite_ticket', '{}'],
    ['suite_ticket', 'no JSON'],
  ]) {
    const frame = read({ type: 'EVENT', headers: { ...headers, eventType }, data })
    assert.deepEqual(Object.keys(frame), ['reply'])
    assert.deepEqual(JSON.parse(frame.reply ?? ''), ack('SUCCESS'))
  }
})

test('a ping is echoed, headers and data', () => {
  const ping = {
    type: 'SYSTEM',
    headers: { topic: 'ping', messageId: 'm2', time: '7' },
    data: '{"opaque":"x"}',
  }
  const { reply } = read(ping)
  assert.deepEqual(JSON.parse(reply ?? ''), {
    code: 200,
    headers: ping.headers,
    message: 'OK',
    data: ping.data,
  })
})

test('a disconnect asks for another connection', () => {
  assert.deepEqual(read({ type: 'SYSTEM', headers: { topic: 'disconnect' }, data: '{}' }), {
    disconnect: true,
  })
})

test('nothing is done about the rest', () => {
  for (const topic of ['CONNECTED', 'REGISTERED', 'KEEPALIVE']) {
    assert.deepEqual(read({ type: 'SYSTEM', headers: { topic } }), {})
  }
  assert.deepEqual(read({ type: 'CALLBACK', headers: { topic: 'card' } }), {})
  for (const text of ['', '{', 'null', '[]', '{"type":"EVENTS","headers":null}']) {
    assert.deepEqual(readStreamFrame(text, NOW), {})
  }
})
