/**
 * Damages bytes as a broken sender, a bad line or an attacker would, without knowing what they mean.
 */

import type { Random } from './random.ts'

type Mutation = (bytes: Buffer, random: Random, other: Buffer) => Buffer

/** What parsers trip over. */
const TOKENS = [
  '\r\n',
  '\r',
  '\n',
  '\0',
  '--',
  '\r\n--',
  '\r\n\r\n',
  '"',
  '\\',
  ';',
  ':',
  ' ',
  '\t',
  '=',
  '%',
  '0\r\n\r\n',
  'filename="',
  'name="media"',
  '\xef\xbb\xbf',
  '\xff',
  '%00',
  '__proto__',
].map((token) => Buffer.from(token, 'latin1'))

const MUTATIONS: readonly Mutation[] = [
  function flipBit(bytes, random) {
    const at = random.below(bytes.length)
    const flipped = Buffer.from(bytes)
    flipped[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
    return flipped
  },
  function setByte(bytes, random) {
    const changed = Buffer.from(bytes)
    changed[random.below(bytes.length)] = random.below(256)
    return changed
  },
  function insertToken(bytes, random) {
    return spliced(bytes, random.below(bytes.length + 1), 0, random.pick(TOKENS))
  },
  function insertBytes(bytes, random) {
    return spliced(bytes, random.below(bytes.length + 1), 0, random.bytes(random.between(1, 16)))
  },
  function overwriteWithToken(bytes, random) {
    const token = random.pick(TOKENS)
    return spliced(bytes, random.below(bytes.length + 1), token.length, token)
  },
  function deleteRange(bytes, random) {
    return spliced(bytes, random.below(bytes.length), rangeLength(random))
  },
  function duplicateRange(bytes, random) {
    const at = random.below(bytes.length)
    return spliced(bytes, at, 0, bytes.subarray(at, at + rangeLength(random)))
  },
  function moveRange(bytes, random) {
    const at = random.below(bytes.length)
    const length = rangeLength(random)
    const rest = spliced(bytes, at, length)
    return spliced(rest, random.below(rest.length + 1), 0, bytes.subarray(at, at + length))
  },
  function spliceOther(bytes, random, other) {
    const from = random.below(other.length + 1)
    const piece = other.subarray(from, from + rangeLength(random))
    return spliced(bytes, random.below(bytes.length + 1), random.chance(0.5) ? piece.length : 0, piece)
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, random.below(bytes.length))
  },
]

/** The bytes after one to `most` mutations; `other` lends what is spliced in. */
export function mutate(bytes: Buffer, random: Random, { other = bytes, most = 4 } = {}): Buffer {
  let mutated = bytes
  for (let left = random.between(1, most); left > 0 && mutated.length > 0; left -= 1) {
    mutated = random.pick(MUTATIONS)(mutated, random, other)
  }
  return mutated
}

/** Mostly short, at times long. */
function rangeLength(random: Random): number {
  return random.between(1, random.pick([2, 8, 64, 1024]))
}

function spliced(bytes: Buffer, at: number, removed: number, inserted: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + removed)])
}
