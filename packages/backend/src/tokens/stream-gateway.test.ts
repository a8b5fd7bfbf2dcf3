import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MediaError } from '../errors.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { receiveStream, type StreamSocket } from './stream-gateway.ts'
import { createSuiteTickets } from './suite-tickets.ts'

/** The gateway's end of a connection. */
class FakeSocket extends EventTarget implements StreamSocket {
  readonly url: string
  readonly sent: string[] = []
  closed = false

  constructor(url: string) {
    super()
    this.url = url
  }

  send(text: string): void {
    this.sent.push(text)
  }

  close(): void {
    this.closed = true
  }

  push(frame: object): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }))
  }
}

/** Lets promises settle. */
async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve))
}

/** A gateway in hand; waits are over when the test says so. */
function stage({ status = 200, keep }: { status?: number; keep?: () => Promise<void> } = {}) {
  const sockets: FakeSocket[] = []
  const waits: { readonly ms: number; readonly over: () => void }[] = []
  const warnings: string[] = []
  const tickets = createSuiteTickets({ store: createMemoryStore(), suiteKey: 's' })
  let time = 0
  const gateway = receiveStream({
    hosts: { oapi: 'https://oapi.test', api: 'https://api.test' },
    client: { clientId: 's', clientSecret: 's3cret' },
    suiteTickets: keep ? { keep } : tickets,
    onWarning: (message) => warnings.push(message),
    fetch: async () =>
      Response.json(
        { endpoint: 'wss://gateway.test/connect', ticket: 't1cket', code: 'authFailed' },
        { status },
      ),
    timeoutMs: 60_000,
    connect: (url) => {
      const socket = new FakeSocket(url)
      sockets.push(socket)
      return socket
    },
    wait: (ms, signal) =>
      new Promise((resolve) => {
        waits.push({ ms, over: resolve })
        signal.addEventListener('abort', () => resolve())
      }),
    now: () => time,
  })
  const latest = () => sockets.at(-1) ?? assert.fail('No connection')
  const end = async () => {
    latest().dispatchEvent(new Event('close'))
    await settle()
  }
  return { gateway, sockets, waits, warnings, tickets, latest, end, pass: (ms: number) => (time += ms) }
}

const event = {
  type: 'EVENT',
  headers: { messageId: 'm', eventType: 'suite_ticket', eventBornTime: '1783610513000' },
  data: '{"suiteTicket":"pushed"}',
}
const statusOf = (text = '') => JSON.parse(JSON.parse(text).data).status
const connected = { type: 'SYSTEM', headers: { topic: 'CONNECTED' } }

test('a ticket is kept, and then acknowledged', async () => {
  const { gateway, latest, tickets } = stage()
  await settle()
  assert.equal(latest().url, 'wss://gateway.test/connect?ticket=t1cket')
  latest().push(event)
  await settle()
  assert.equal(await tickets.newest(), 'pushed')
  assert.deepEqual(latest().sent.map(statusOf), ['SUCCESS'])
  gateway.close()
})

test('CB-09 a ticket that cannot be kept is asked for again', async () => {
  const down = new MediaError('store_unavailable', 'The suite ticket is out of reach')
  const { gateway, latest, warnings } = stage({ keep: () => Promise.reject(down) })
  await settle()
  latest().push(event)
  await settle()
  assert.deepEqual(latest().sent.map(statusOf), ['LATER'])
  assert.match(warnings[0] ?? '', /out of reach/)
  gateway.close()
})

test('a ping is answered', async () => {
  const { gateway, latest } = stage()
  await settle()
  latest().push({ type: 'SYSTEM', headers: { topic: 'ping' }, data: 'x' })
  assert.equal(JSON.parse(latest().sent[0] ?? '').data, 'x')
  gateway.close()
})

test('another connection follows when the gateway asks for it, ends this one or fails', async () => {
  const { gateway, sockets, waits, latest } = stage()
  await settle()
  latest().push({ type: 'SYSTEM', headers: { topic: 'disconnect' } })
  await settle()
  waits.at(-1)?.over()
  await settle()
  for (const ending of ['close', 'error']) {
    latest().dispatchEvent(new Event(ending))
    await settle()
    waits.at(-1)?.over()
    await settle()
  }
  assert.deepEqual(
    sockets.map(({ closed }) => closed),
    [true, true, true, false],
  )
  gateway.close()
})

test('the longer it fails, the longer it waits, to a minute; one steady connection makes up for it', async () => {
  const { gateway, waits, latest, end, pass } = stage()
  await settle()
  for (let i = 0; i < 8; i++) {
    latest().push(connected)
    await end()
    waits.at(-1)?.over()
    await settle()
  }
  for (const [i, { ms }] of waits.entries()) {
    const backOffMs = Math.min(60_000, 2000 * 2 ** i)
    assert.ok(ms >= backOffMs / 2 && ms <= backOffMs, `wait ${i}: ${ms} ms`)
  }
  latest().push(connected)
  pass(60_000)
  await end()
  assert.ok((waits.at(-1)?.ms ?? 0) <= 1000)
  gateway.close()
})

test('a connection that falls silent, or never speaks, is given up', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { gateway, sockets, waits, warnings, latest } = stage()
  await settle()
  t.mock.timers.tick(60_000)
  await settle()
  assert.match(warnings[0] ?? '', /does not speak/)
  waits.at(-1)?.over()
  await settle()
  latest().push(connected)
  t.mock.timers.tick(599_999)
  assert.deepEqual(
    sockets.map(({ closed }) => closed),
    [true, false],
  )
  t.mock.timers.tick(1)
  assert.equal(latest().closed, true)
  gateway.close()
})

test('a refusal is told without a secret, and tried again', async () => {
  const { gateway, sockets, waits, warnings } = stage({ status: 401 })
  await settle()
  waits[0]?.over()
  await settle()
  assert.equal(sockets.length, 0)
  assert.equal(warnings.length, 2)
  assert.match(warnings[0] ?? '', /authFailed/)
  assert.doesNotMatch(warnings.join(), /s3cret|t1cket|test/)
  gateway.close()
})

test('nothing is connected to any more once it is closed', async () => {
  const { gateway, sockets, waits, latest } = stage()
  await settle()
  gateway.close()
  await settle()
  assert.equal(latest().closed, true)
  assert.deepEqual([sockets.length, waits.length], [1, 0])
})

test('an answer that can no longer be sent costs the connection and no more', async () => {
  const { gateway, latest, sockets, waits, tickets } = stage()
  await settle()
  latest().send = () => {
    throw new DOMException("'readyState' not OPEN", 'InvalidStateError')
  }
  latest().push(event)
  await settle()
  assert.equal(await tickets.newest(), 'pushed')
  assert.equal(latest().closed, true)
  waits.at(-1)?.over()
  await settle()
  assert.equal(sockets.length, 2)
  gateway.close()
})
