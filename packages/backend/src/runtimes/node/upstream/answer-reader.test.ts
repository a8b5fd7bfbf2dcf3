import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AnswerReader } from './answer-reader.ts'

const OK = 'HTTP/1.1 200 OK\r\n'

/** Reads an answer in pieces of so many bytes; `ends` when the connection ends behind it. */
function read(text: string, { pieceBytes = text.length, ends = false } = {}) {
  const reader = new AnswerReader()
  const bytes = Buffer.from(text, 'latin1')
  let whole = false
  for (let at = 0; at < bytes.length; at += Math.max(1, pieceBytes)) {
    whole = reader.read(bytes.subarray(at, at + Math.max(1, pieceBytes)))
  }
  if (ends) whole = reader.close()
  return { whole, status: reader.head?.status, text: reader.text, reusable: reader.reusable }
}

const chunked = (body: string) => `${OK}Transfer-Encoding: chunked\r\n\r\n${body}`

describe('reads, in pieces of any size', () => {
  for (const [what, answer, expected] of [
    ['a body of a length', `${OK}Content-Length: 5\r\n\r\nhello`, [200, 'hello', true]],
    ['no body', `${OK}content-length:0\r\n\r\n`, [200, '', true]],
    ['a status without words', 'HTTP/1.1 502 \r\nContent-Length: 1\r\n\r\nx', [502, 'x', true]],
    ['a status without even a space', 'HTTP/1.1 502\r\nContent-Length: 1\r\n\r\nx', [502, 'x', true]],
    ['a 204 with a length', 'HTTP/1.1 204 No\r\nContent-Length: 9\r\n\r\n', [204, '', true]],
    [
      'a body of chunks',
      chunked('5\r\nhello\r\n00a\r\n, there..!\r\n0\r\n\r\n'),
      [200, 'hello, there..!', true],
    ],
    [
      'extensions and trailers',
      chunked('5 ;x="y"\r\nhello\r\n0;z\r\nTrailer: x\r\n\r\n'),
      [200, 'hello', true],
    ],
    [
      'interim answers',
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\n${OK}Content-Length: 1\r\n\r\nx`,
      [200, 'x', true],
    ],
    [
      'a connection that closes',
      `${OK}Connection: a, Close\r\nContent-Length: 1\r\n\r\nx`,
      [200, 'x', false],
    ],
    ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx', [200, 'x', false]],
    ['something behind the answer', `${OK}Content-Length: 1\r\n\r\nxHTTP/1.1 200`, [200, 'x', false]],
    ['UTF-8', Buffer.from(`${OK}Content-Length: 6\r\n\r\n钉钉`).toString('latin1'), [200, '钉钉', true]],
  ] as const) {
    test(what, () => {
      for (const pieceBytes of [1, 2, 3, 7, answer.length]) {
        const found = read(answer, { pieceBytes })
        assert.deepEqual([found.whole, found.status, found.text, found.reusable], [true, ...expected])
      }
    })
  }

  test('a body that ends with the connection, but no other', () => {
    assert.deepEqual(read(`${OK}\r\nhello`).whole, false)
    assert.deepEqual(read(`${OK}\r\nhello`, { ends: true }), {
      whole: true,
      status: 200,
      text: 'hello',
      reusable: false,
    })
    for (const cut of [`${OK}Content-Length: 9\r\n\r\nhello`, chunked('5\r\nhello\r\n0\r\n'), `${OK}X`, '']) {
      assert.equal(read(cut, { ends: true }).whole, false)
    }
  })
})

test('tells for how long the server keeps an idle connection', () => {
  for (const [field, expected] of [
    ['Keep-Alive: timeout=5, max=100', 5000],
    ['Keep-Alive: max=100, Timeout=65', 65_000],
    ['X: timeout=5', undefined],
  ] as const) {
    const reader = new AnswerReader()
    reader.read(Buffer.from(`${OK}${field}\r\nContent-Length: 0\r\n\r\n`))
    assert.equal(reader.head?.idleMs, expected)
  }
})

describe('UP-16 refuses', () => {
  for (const [what, answer] of [
    ['two lengths that are the same', `${OK}Content-Length: 5\r\nContent-Length: 5\r\n\r\n`],
    ['two lengths that differ', `${OK}Content-Length: 5\r\nContent-Length: 6\r\n\r\n`],
    ['a list of lengths', `${OK}Content-Length: 5, 5\r\n\r\n`],
    ['a length and chunks', `${OK}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n`],
    ['chunks and a length', `${OK}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n`],
    ['a length with a sign', `${OK}Content-Length: +5\r\n\r\n`],
    ['a length of no digits', `${OK}Content-Length: \r\n\r\n`],
    ['a length in hex', `${OK}Content-Length: 0x5\r\n\r\n`],
    ['a length beyond all bounds', `${OK}Content-Length: 99999999999999999999\r\n\r\n`],
    ['another coding', `${OK}Transfer-Encoding: gzip, chunked\r\n\r\n`],
    ['chunks twice', `${OK}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n`],
    ['a folded header', `${OK}X: a\r\n b\r\n\r\n`],
    ['a space before the colon', `${OK}Content-Length : 5\r\n\r\n`],
    ['a header without a colon', `${OK}Content-Length 5\r\n\r\n`],
    ['a header without a name', `${OK}: 5\r\n\r\n`],
    ['a bare CR', `${OK}X: a\rContent-Length: 5\r\n\r\n`],
    ['a bare LF', `${OK}X: a\nContent-Length: 5\r\n\r\n`],
    ['a NUL', `${OK}X: \0\r\n\r\n`],
    ['lines that end in LF', 'HTTP/1.1 200 OK\nContent-Length: 5\n\n\r\n\r\n'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.0\r\n\r\n\r\n'],
    ['HTTP/2', 'HTTP/2 200 OK\r\n\r\n'],
    ['a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n'],
    ['a switch of protocols', 'HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n'],
    ['interim answers without end', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(9)],
    ['a head that is too long', `${OK}X: ${'x'.repeat(20_000)}`],
    ['a head of too many lines', `${OK}${'X: y\r\n'.repeat(200_000)}`],
    ['a chunk without a size', chunked('\r\n')],
    ['a chunk of a negative size', chunked('-5\r\nhello\r\n')],
    ['a chunk of a size beyond all bounds', chunked('FFFFFFFFFFFFFFFFFF\r\n')],
    ['a chunk longer than its size', chunked('4\r\nhello\r\n0\r\n\r\n')],
    ['a size line that is too long', chunked(`5;${'x'.repeat(20_000)}`)],
    ['a body that is said to be too long', `${OK}Content-Length: 65537\r\n\r\n`],
    ['a chunk that is said to be too long', chunked('10001\r\n')],
    ['chunks that are too long together', chunked(`fff0\r\n${'x'.repeat(0xfff0)}\r\n20\r\n`)],
    ['a body without end', `${OK}\r\n${'x'.repeat(65_537)}`],
  ] as const) {
    test(what, () => {
      for (const pieceBytes of [answer.length, 1000, ...(answer.length < 1000 ? [1] : [])]) {
        assert.throws(() => read(answer, { pieceBytes }), { code: 'upstream_invalid' })
      }
    })
  }
})

test('takes a body of exactly as much as is allowed', () => {
  const body = 'x'.repeat(65_536)
  assert.equal(read(`${OK}Content-Length: 65536\r\n\r\n${body}`).text, body)
  assert.equal(read(`${OK}\r\n${body}`, { ends: true, pieceBytes: 5000 }).text, body)
})
