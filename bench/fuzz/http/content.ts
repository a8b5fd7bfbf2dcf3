/**
 * Files to upload: true ones, with behind them whatever might make a parser lose its place, and ones
 * whose name lies. Nothing of what follows a file's signature is the relay's business.
 */

import { readFileSync } from 'node:fs'
import { FAKES, FIXTURES } from '../../../fixtures/index.ts'
import type { MediaType, RuleLimits } from '../../../packages/backend/src/contract/index.ts'
import type { Random } from '../random.ts'

/** One file to send. */
export interface FuzzFile {
  readonly name: string
  readonly extension: string
  readonly mediaType: MediaType
  readonly bytes: Buffer
}

/** The rules under test: so tight that limits are met with small files, and wider than what is held in memory. */
export const FUZZ_RULES = {
  image: { max_bytes: 90_000 },
  voice: { max_bytes: 70_000 },
  video: { max_bytes: 80_000 },
  file: { max_bytes: 100_000 },
} as const satisfies RuleLimits

const TRUE_FILES: readonly FuzzFile[] = FIXTURES.map(({ file, format, mediaType, path }) => ({
  name: file,
  extension: format,
  mediaType,
  bytes: readFileSync(path),
}))

const FALSE_FILES: readonly FuzzFile[] = FAKES.map(({ file, claims, mediaType, path }) => ({
  name: file,
  extension: claims,
  mediaType,
  bytes: readFileSync(path),
}))

/** A file that the relay must take, if its form is right; it never holds the form's delimiter. */
export function makeTrueFile(random: Random, boundary: string): FuzzFile {
  const file = random.pick(TRUE_FILES)
  const tail = makeTail(random, boundary, FUZZ_RULES[file.mediaType].max_bytes - file.bytes.length)
  return { ...file, bytes: withoutDelimiter(Buffer.concat([file.bytes, tail]), boundary) }
}

/** A file that the relay must refuse: its name lies, or it is one byte and more too large. */
export function makeFalseFile(random: Random): FuzzFile {
  if (random.chance(0.8)) return random.pick(FALSE_FILES)
  const file = random.pick(TRUE_FILES)
  const size = FUZZ_RULES[file.mediaType].max_bytes + random.pick([1, 2, 3, 100, 5000])
  return { ...file, bytes: Buffer.concat([file.bytes, Buffer.alloc(size - file.bytes.length, 7)]) }
}

function makeTail(random: Random, boundary: string, mostBytes: number): Buffer {
  const kind = random.below(20)
  if (kind < 7) return Buffer.alloc(0)
  if (kind < 14) return makeScraps(random, boundary)
  if (kind < 18) return random.bytes(random.below(300))
  // Around what is held in memory, and around the limit itself.
  const size = random.chance(0.5) ? mostBytes - random.below(4) : random.between(63_000, 68_000)
  return Buffer.alloc(size, `\r\n--${boundary.slice(0, -1)}`, 'latin1')
}

/** What looks like a delimiter and is none. */
export function makeScraps(random: Random, boundary: string): Buffer {
  const delimiter = `\r\n--${boundary}`
  const scraps = ['\r', '\n', '-', '\r\n', '--', boundary, `--${boundary}`, ' ', '\0', '\r\n\r\n', '\r\n--']
  let text = ''
  for (let left = random.below(20); left > 0; left -= 1) {
    text += random.chance(0.4) ? delimiter.slice(0, random.below(delimiter.length)) : random.pick(scraps)
  }
  return Buffer.from(text, 'latin1')
}

/** Breaks every delimiter in the content, and any that it would form with the one behind it. */
function withoutDelimiter(content: Buffer, boundary: string): Buffer {
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1')
  const joined = Buffer.concat([content, delimiter])
  for (let at = joined.indexOf(delimiter); at < content.length; at = joined.indexOf(delimiter)) {
    joined[at] = 0x78
  }
  return joined.subarray(0, content.length)
}
