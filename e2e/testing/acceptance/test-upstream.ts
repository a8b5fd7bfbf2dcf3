/** What DingTalk does to an upload, and what a client that leaves does. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectRaw } from '../../../packages/backend/src/runtimes/node/testing/raw-client.ts'
import { eventually, png, type RelayStage } from './relay-stage.ts'

const MiB = 2 ** 20
const bigPng = Buffer.concat([png, Buffer.alloc(12 * MiB, 7)])

export function testUpstream(stage: () => RelayStage): void {
  const control = () => stage().dingtalk.control
  const received = () => control().state().uploads.running.at(-1)?.receivedBytes ?? 0

  /** The head of a raw upload of a PNG of this size, on the wire. */
  async function begin(size: number) {
    const client = await connectRaw(stage().url)
    const { pathname } = new URL(stage().url)
    const head = [
      `POST ${pathname}media/upload?type=image&filename=a.png HTTP/1.1`,
      'Host: relay',
      `Content-Length: ${size}`,
      `Authorization: Bearer ${await stage().grant()}`,
    ]
    await client.write(`${head.join('\r\n')}\r\n\r\n`)
    return client
  }

  test('tells what DingTalk says in its own words', async () => {
    for (const [errcode, status, code] of [
      [90018, 503, 'upstream_busy'],
      [60020, 422, 'upstream_refused'],
    ] as const) {
      control().addFault({ errcode })
      const answer = await stage().send(png)
      assert.deepEqual([answer.status, answer.code, answer.body.errcode], [status, code, errcode])
    }
  })

  test('sends a small file again under another token, and asks for a large one again', async () => {
    control().addFault({ errcode: 40014 })
    assert.equal((await stage().send(png)).code, 'ok')
    control().addFault({ errcode: 40014 })
    const { code, body } = await stage().send(bigPng)
    assert.deepEqual([code, body.retriable], ['token_rejected', true])
    assert.equal((await stage().send(bigPng)).code, 'ok')
  })

  test('says that DingTalk broke off', async () => {
    control().addFault({ resetAfterBytes: MiB })
    const { status, code, body } = await stage().send(bigPng)
    assert.deepEqual([status, code, body.retriable], [502, 'upstream_unreachable', true])
    assert.equal(control().state().uploads.completed, 0)
  })

  test('says that an answer makes no sense', async () => {
    for (const fault of [
      { html: 'page' },
      { badAnswer: '{"errcode":0}' },
      { badAnswer: 'x'.repeat(100_000) },
    ] as const) {
      control().addFault(fault)
      assert.equal((await stage().send(png)).code, 'upstream_invalid')
      // Several failures in a row would open the breaker.
      assert.equal((await stage().send(png)).code, 'ok')
    }
    control().addFault({ wire: 'no HTTP at all' })
    assert.match((await stage().send(png)).code, /^upstream_(invalid|unreachable)$/)
    assert.equal((await stage().send(png)).code, 'ok')
  })

  test('passes an answer on that comes before the file was sent', async () => {
    control().addFault({ errcode: 90018, answerEarly: 'keep' })
    assert.equal((await stage().send(bigPng)).code, 'upstream_busy')
    control().addFault({ errcode: 90018, answerEarly: 'close' })
    const { code, body } = await stage().send(bigPng)
    assert.deepEqual([code, body.retriable], ['upstream_busy', true])
    assert.equal((await stage().send(png)).code, 'ok')
  })

  test('passes bytes on while they arrive: the first are at DingTalk before half is sent', async () => {
    const client = await begin(bigPng.length)
    await client.write(bigPng.subarray(0, 4 * MiB))
    await eventually(() => received() > 3 * MiB, 'what was sent is there')
    await client.write(bigPng.subarray(4 * MiB))
    assert.equal((await client.answer()).status, 200)
    client.socket.destroy()
    stage().assertStored(bigPng)
  })

  test('takes the upload to DingTalk along when the client leaves (SZ-05)', async () => {
    const client = await begin(bigPng.length)
    await client.write(bigPng.subarray(0, 2 * MiB))
    await eventually(() => received() > MiB, 'bytes arrive')
    client.socket.resetAndDestroy()
    await stage().assertNothingWhole()
    assert.equal(control().state().uploads.cut, 1)
  })

  test('makes clients wait for a DingTalk that waits, and holds next to nothing of their files (SZ-10)', async (t) => {
    const many = 6
    control().addFault({ times: many, stallAfterBytes: 64 * 1024 })
    const clients = await Promise.all(Array.from({ length: many }, () => begin(bigPng.length)))
    const before = stage().running.residentBytes()
    for (const client of clients) void client.write(bigPng)
    await eventually(() => control().state().uploads.running.length === many, 'all are under way')
    await settled(() => clients.reduce((sum, { socket }) => sum + socket.writableLength, 0))
    const grown = stage().running.residentBytes() - before
    t.diagnostic(
      `${((before + grown) / MiB).toFixed(0)} MiB, ${(grown / MiB).toFixed(0)} of them for these files`,
    )
    control().clearFaults()
    await eventually(() => control().state().uploads.stored === many, 'all are stored')
    for (const client of clients) {
      assert.equal((await client.answer()).status, 200)
      client.socket.destroy()
    }
    // What the kernel holds is not counted. All of the files would be 72 MiB.
    if (Number.isFinite(grown)) assert.ok(grown < 36 * MiB, `${(grown / MiB).toFixed(0)} MiB more`)
  })
}

/** Resolves when a number has stayed the same for a second. */
async function settled(read: () => number): Promise<void> {
  for (let last = Number.NaN, same = 0; same < 10; ) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    same = read() === last ? same + 1 : 0
    last = read()
  }
}
