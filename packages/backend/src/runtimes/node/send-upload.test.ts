import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Bytes, Flow, PourableBytes } from '../../streams/bytes.ts'
import { SampleSource } from '../../streams/testing/sample-source.ts'
import { createSendUpload } from './send-upload.ts'
import { answerOf, scriptUpstream, uploadTo } from './testing/scripted-upstream.ts'

/** A body that gives its first bytes, and the rest when the test says so. */
class SlowBody implements PourableBytes {
  stopped = false
  #sink: Parameters<PourableBytes['pour']>[0] | undefined;

  [Symbol.asyncIterator](): this {
    return this
  }

  next(): Promise<never> {
    return Promise.reject(new Error('It is poured'))
  }

  pour(sink: Parameters<PourableBytes['pour']>[0]): Flow {
    this.#sink = sink
    sink.write(Buffer.from('the '))
    return {
      resume() {},
      stop: () => {
        this.stopped = true
      },
    }
  }

  finish(): void {
    this.#sink?.write(Buffer.from('file.'))
    this.#sink?.end()
  }

  fail(error: Error): void {
    this.#sink?.fail(error)
  }
}

const quiet = (body: Bytes = new SlowBody()) => ({ body })

test('sends the head and a small body in one piece, and hears the answer', async (t) => {
  const { origin, connections } = await scriptUpstream(t, ({ socket }) =>
    socket.once('data', () => socket.write(answerOf('ok'))),
  )
  assert.deepEqual(await createSendUpload()(uploadTo(origin)), { status: 200, text: 'ok' })
  assert.equal(
    connections[0]?.received(),
    [
      'POST /media/upload?access_token=t HTTP/1.1',
      `host: ${new URL(origin).host}`,
      'content-type: text/plain',
      'content-length: 9',
      '',
      'the file.',
    ].join('\r\n'),
  )
})

test('sends a body that can only be pulled', async (t) => {
  const { origin, connections } = await scriptUpstream(t, ({ socket, until }) =>
    until('file.').then(() => socket.write(answerOf('ok'))),
  )
  const body = new SampleSource([Buffer.from('the '), Buffer.from('file.')])
  assert.equal((await createSendUpload()(uploadTo(origin, quiet(body)))).text, 'ok')
  assert.match(connections[0]?.received() ?? '', /\r\n\r\nthe file\.$/)
})

for (const [what, answer] of [
  ['in single bytes', answerOf('{"errcode":0}')],
  ['behind interim answers', `HTTP/1.1 100 Continue\r\n\r\n${answerOf('{"errcode":0}')}`],
  ['in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nd\r\n{"errcode":0}\r\n0\r\n\r\n'],
] as const) {
  test(`hears an answer that comes ${what}`, async (t) => {
    const { origin } = await scriptUpstream(t, async ({ socket, until }) => {
      await until('file.')
      for (const byte of answer) {
        socket.write(byte, 'latin1')
        await new Promise(setImmediate)
      }
    })
    assert.equal((await createSendUpload()(uploadTo(origin))).text, '{"errcode":0}')
  })
}

test('hears an answer that ends with the connection', async (t) => {
  const { origin } = await scriptUpstream(t, async ({ socket, until }) => {
    await until('file.')
    socket.end('HTTP/1.1 200 OK\r\n\r\nok')
  })
  assert.equal((await createSendUpload()(uploadTo(origin))).text, 'ok')
})

test('keeps a connection for the next upload', async (t) => {
  const { origin, connections } = await scriptUpstream(t, ({ socket }) =>
    socket.on('data', () => socket.write(answerOf('ok'))),
  )
  const send = createSendUpload()
  for (let i = 0; i < 5; i++) await send(uploadTo(origin))
  assert.equal(connections.length, 1)
  await Promise.all([send(uploadTo(origin)), send(uploadTo(origin))])
  assert.equal(connections.length, 2)
})

for (const [what, answer] of [
  ['says that it closes', answerOf('ok', 'Connection: close')],
  ['keeps idle ones for next to no time', answerOf('ok', 'Keep-Alive: timeout=1')],
  ['says more than its answer', `${answerOf('ok')}HTTP/1.1 200 OK\r\n`],
  ['speaks HTTP/1.0', answerOf('ok').replace('1.1', '1.0')],
] as const) {
  test(`keeps no connection to a server that ${what}`, async (t) => {
    const { origin, connections } = await scriptUpstream(t, ({ socket }) =>
      socket.on('data', () => socket.write(answer)),
    )
    const send = createSendUpload()
    assert.equal((await send(uploadTo(origin))).text, 'ok')
    await connections[0]?.closed
    assert.equal((await send(uploadTo(origin))).text, 'ok')
    assert.equal(connections.length, 2)
  })
}

for (const leave of ['destroy', 'resetAndDestroy'] as const) {
  test(`UP-27 opens a new connection when the kept one met its end unseen (${leave})`, async (t) => {
    const { origin, connections } = await scriptUpstream(t, ({ socket }) =>
      socket.on('data', () => socket.write(answerOf('ok'))),
    )
    const send = createSendUpload()
    await send(uploadTo(origin))
    connections[0]?.socket[leave]()
    // Nothing is looked at meanwhile, as in a process that is busy.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150)
    assert.equal((await send(uploadTo(origin))).text, 'ok')
    assert.equal(connections.length, 2)
  })
}

test('takes no unasked bytes on an idle connection for an answer', async (t) => {
  const { origin, connections } = await scriptUpstream(t, ({ socket }, index) =>
    socket.on('data', () => socket.write(answerOf(`answer ${index}`))),
  )
  const send = createSendUpload()
  await send(uploadTo(origin))
  connections[0]?.socket.write(answerOf('unasked'))
  await connections[0]?.closed
  assert.equal((await send(uploadTo(origin))).text, 'answer 1')
})

for (const [what, leave] of [
  ['closes its half', 'end'],
  ['resets the connection', 'resetAndDestroy'],
] as const) {
  test(`UP-05 says that DingTalk cannot be reached when it ${what} in mid-body`, async (t) => {
    const { origin, connections } = await scriptUpstream(t, async ({ socket, until }) => {
      await until('the ')
      socket[leave]()
    })
    const body = new SlowBody()
    await assert.rejects(createSendUpload()(uploadTo(origin, quiet(body))), { code: 'upstream_unreachable' })
    await connections[0]?.closed
    assert.ok(body.stopped)
  })
}

test('UP-05 says the same when the answer is cut off', async (t) => {
  const { origin } = await scriptUpstream(t, async ({ socket, until }) => {
    await until('file.')
    socket.end(answerOf('ok').slice(0, -1))
  })
  await assert.rejects(createSendUpload()(uploadTo(origin)), { code: 'upstream_unreachable' })
})

for (const [what, answer] of [
  ['no HTTP', 'SSH-2.0\r\n\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok'],
  ['a flood of interim answers', 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(1000)],
  ['a megabyte of headers', `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(200_000)}`],
  ['too much', answerOf('x'.repeat(70_000))],
] as const) {
  test(`UP-16 takes ${what} for no answer, and breaks the connection`, async (t) => {
    const { origin, connections } = await scriptUpstream(t, async ({ socket, until }) => {
      await until('file.')
      socket.write(answer)
    })
    await assert.rejects(createSendUpload()(uploadTo(origin)), { code: 'upstream_invalid' })
    await connections[0]?.closed
  })
}

test('UP-07 gives a DingTalk up that never answers', async (t) => {
  const { origin, connections } = await scriptUpstream(t, () => {})
  await assert.rejects(createSendUpload()(uploadTo(origin, { timeoutMs: 50 })), { code: 'upstream_timeout' })
  await connections[0]?.closed
})

test('UP-09 gives a DingTalk up whose answer trickles', async (t) => {
  const { origin } = await scriptUpstream(t, async ({ socket, until }) => {
    await until('file.')
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n')
    const timer = setInterval(() => socket.write('x'), 5)
    socket.on('close', () => clearInterval(timer))
  })
  await assert.rejects(createSendUpload()(uploadTo(origin, { timeoutMs: 100 })), { code: 'upstream_timeout' })
})

test('UP-08 gives a DingTalk up that stops reading, but not a client that stops sending', async (t) => {
  const { origin, connections } = await scriptUpstream(t, ({ socket, until }) => {
    socket.pause()
    void until('file.').then(() => socket.write(answerOf('ok')))
  })
  const large = new SampleSource(Array.from({ length: 400 }, () => new Uint8Array(65_536)))
  const contentLength = 400 * 65_536
  const send = createSendUpload()
  await assert.rejects(send(uploadTo(origin, { ...quiet(large), contentLength, timeoutMs: 100 })), {
    code: 'upstream_timeout',
  })
  assert.ok(large.reads < 200)

  const body = new SlowBody()
  const sent = send(uploadTo(origin, { ...quiet(body), timeoutMs: 100 }))
  await new Promise((resolve) => setTimeout(resolve, 300))
  connections[1]?.socket.resume()
  body.finish()
  assert.equal((await sent).text, 'ok')
})

test('UP-28 hears an early answer, asks for no more of the body, and breaks the connection', async (t) => {
  const { origin, connections } = await scriptUpstream(t, async ({ socket, until }) => {
    await until('the ')
    socket.write(answerOf('no'))
  })
  const body = new SlowBody()
  assert.equal((await createSendUpload()(uploadTo(origin, quiet(body)))).text, 'no')
  assert.ok(body.stopped)
  await connections[0]?.closed
  assert.ok(!connections[0]?.received().includes('file.'))
})

test('breaks the connection when the body fails, and passes its error on', async (t) => {
  const { origin, connections } = await scriptUpstream(t, () => {})
  const body = new SlowBody()
  const sent = createSendUpload()(uploadTo(origin, quiet(body)))
  while (!connections[0]) await new Promise(setImmediate)
  await connections[0].until('the ')
  body.fail(new RangeError('no good'))
  await assert.rejects(sent, new RangeError('no good'))
  await connections[0].closed
})

for (const contentLength of [8, 10]) {
  test(`breaks the connection when a body of 9 bytes was told as ${contentLength}`, async (t) => {
    const { origin, connections } = await scriptUpstream(t, () => {})
    await assert.rejects(createSendUpload()(uploadTo(origin, { contentLength })), RangeError)
    await connections[0]?.closed
  })
}

test('stops at once when it is aborted: before, while it connects, in mid-body', async (t) => {
  const { origin, connections } = await scriptUpstream(t, () => {})
  const send = createSendUpload()
  for (const wait of [
    () => Promise.resolve(),
    () => new Promise(setImmediate),
    async () => {
      while (!connections.at(-1)?.received()) await new Promise(setImmediate)
    },
  ]) {
    const abort = new AbortController()
    const sent = send(uploadTo(origin, { ...quiet(), signal: abort.signal }))
    await wait()
    abort.abort(new RangeError('the client is gone'))
    await assert.rejects(sent, new RangeError('the client is gone'))
  }
  await assert.rejects(
    send(uploadTo(origin, { signal: AbortSignal.abort(new RangeError('gone')) })),
    RangeError,
  )
  await Promise.all(connections.map(({ closed }) => closed))
})

test('UP-02 says that nobody listens there', async () => {
  await assert.rejects(createSendUpload()(uploadTo('http://127.0.0.1:1')), {
    code: 'upstream_unreachable',
    message: /ECONNREFUSED/,
  })
})

test('UP-03 UP-04 gives a server up that never shows a certificate, and tells it nothing', async (t) => {
  const { origin, connections } = await scriptUpstream(t, () => {})
  const secure = origin.replace('http:', 'https:')
  await assert.rejects(createSendUpload()(uploadTo(secure, { timeoutMs: 100 })), { code: 'upstream_timeout' })
  assert.ok(!connections[0]?.received().includes('access_token'))
})

test('refuses a header that would end its line', async () => {
  const headers = { 'content-type': 'a\r\nX: b' }
  await assert.rejects(createSendUpload()(uploadTo('http://127.0.0.1:1', { headers })), TypeError)
})

test('UP-29 reaches a server that listens at one of its addresses only', async (t) => {
  const { origin } = await scriptUpstream(t, ({ socket }) =>
    socket.on('data', () => socket.write(answerOf('ok'))),
  )
  const byName = origin.replace('127.0.0.1', 'localhost')
  assert.equal((await createSendUpload()(uploadTo(byName))).text, 'ok')
})
