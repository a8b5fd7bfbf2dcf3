/**
 * How a body is framed in its HTTP message: by a length or in chunks, rightly or not.
 */

import type { Random } from '../random.ts'

/** A body on the wire, and the headers that frame it. */
export interface FramedBody {
  readonly headers: readonly string[]
  readonly wire: Buffer
  /**
   * `whole`: one message, and nobody may doubt it. `short`: the length says less than is sent, so the rest is
   * another message. `open`: the message does not end. `broken`: nobody may believe it.
   */
  readonly framing: 'whole' | 'short' | 'open' | 'broken'
}

/** Frames a body rightly. HTTP/1.0 knows no chunks. */
export function frameBody(body: Buffer, random: Random, version: '1.1' | '1.0'): FramedBody {
  return version === '1.0' || random.chance(0.6)
    ? { headers: [`Content-Length: ${spelledLength(body.length, random)}`], wire: body, framing: 'whole' }
    : {
        headers: [`Transfer-Encoding: ${random.pick(['chunked', 'chunked', 'Chunked'])}`],
        wire: chunked(body, random),
        framing: 'whole',
      }
}

/** Frames a body wrongly. */
export function misframeBody(body: Buffer, random: Random): FramedBody {
  return random.pick(MISFRAMINGS)(body, random)
}

function spelledLength(length: number, random: Random): string {
  return random.chance(0.97) ? String(length) : `000${length}`
}

interface ChunkSpelling {
  readonly size?: (hex: string) => string
  readonly lineBreak?: string
  readonly end?: string
}

function chunked(body: Buffer, random: Random, spelling: ChunkSpelling = {}): Buffer {
  const { lineBreak = '\r\n', size = spelledSize(random), end = spelledEnd(random) } = spelling
  const mostBytes = random.pick([1, 7, 64, 1000, 1 << 17].filter((bytes) => body.length / bytes < 3000))
  const pieces: (string | Buffer)[] = []
  for (let at = 0; at < body.length; ) {
    const chunk = body.subarray(at, at + random.between(1, mostBytes))
    pieces.push(`${size(chunk.length.toString(16))}${lineBreak}`, chunk, lineBreak)
    at += chunk.length
  }
  pieces.push(end)
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)))
}

function spelledSize(random: Random): (hex: string) => string {
  const style = random.below(10)
  if (style === 0) return (hex) => hex.toUpperCase()
  if (style === 1) return (hex) => `00${hex}`
  if (style === 2) return (hex) => `${hex};name=value`
  if (style === 3) return (hex) => `${hex};a="b c"`
  return (hex) => hex
}

function spelledEnd(random: Random): string {
  if (random.chance(0.9)) return '0\r\n\r\n'
  return random.pick([
    '0\r\nX-Trailer: 1\r\n\r\n',
    '000\r\n\r\n',
    '0;a=b\r\n\r\n',
    '0\r\nAuthorization: Bearer x\r\nX: 1\r\n\r\n',
  ])
}

type Misframing = (body: Buffer, random: Random) => FramedBody

const sized = (length: string | number, wire: Buffer, framing: FramedBody['framing']): FramedBody => ({
  headers: [`Content-Length: ${length}`],
  wire,
  framing,
})

const inChunks = (body: Buffer, random: Random, spelling: ChunkSpelling, framing: FramedBody['framing']) => ({
  headers: ['Transfer-Encoding: chunked'],
  wire: chunked(body, random, spelling),
  framing,
})

const MISFRAMINGS: readonly Misframing[] = [
  (body, random) =>
    sized(Math.max(0, body.length - random.between(1, random.pick([2, 100, 5000]))), body, 'short'),
  (body, random) => sized(body.length + random.between(1, random.pick([2, 100, 5000])), body, 'open'),
  (body, random) =>
    sized(
      random.pick([
        `+${body.length}`,
        '-1',
        `0x${body.length.toString(16)}`,
        '1e3',
        `${body.length}.0`,
        '1 2',
        '2_0',
        '18446744073709551617',
        `${body.length}, ${body.length}`,
      ]),
      body,
      'broken',
    ),
  (body, random) => ({
    headers: [`Content-Length: ${body.length}`, `content-length: ${random.pick([body.length, 5])}`],
    wire: body,
    framing: 'broken',
  }),
  (body, random) => ({
    headers: random.shuffle([`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked']),
    wire: random.chance(0.5) ? body : chunked(body, random),
    framing: 'broken',
  }),
  (body, random) => ({
    headers: [
      `Transfer-Encoding: ${random.pick(['xchunked', 'identity', 'gzip', 'gzip, chunked', 'chunked, chunked', 'chunked, identity', '\x0bchunked', ''])}`,
    ],
    wire: chunked(body, random),
    framing: 'broken',
  }),
  (body, random) => ({
    headers: [
      'Transfer-Encoding: chunked',
      `Transfer-Encoding: ${random.pick(['chunked', 'identity', 'gzip'])}`,
    ],
    wire: chunked(body, random),
    framing: 'broken',
  }),
  (body, random) => inChunks(body, random, { end: random.pick(['', '0', '0\r\n', '0\r\nX: 1\r\n']) }, 'open'),
  (body, random) =>
    inChunks(
      body,
      random,
      { size: () => random.pick(['zz', '-5', '', 'FFFFFFFFFFFFFFFFFF', ' 5', '5 5']) },
      'broken',
    ),
  (body, random) =>
    inChunks(
      body,
      random,
      { size: (hex) => `${hex};${'x'.repeat(random.pick([20_000, 40_000]))}` },
      'broken',
    ),
  (body, random) => inChunks(body, random, { lineBreak: random.pick(['\n', '', '\r']) }, 'broken'),
]
