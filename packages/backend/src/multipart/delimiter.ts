/**
 * Finds the delimiter `CR LF -- boundary` in chunks as they come, by Boyer-Moore-Horspool on pairs of bytes
 * (Wu and Manber, 1994): hardly any pair of a file is one of the delimiter's, so nearly every look goes on
 * by all of its length. A boundary holds no CR, so the delimiter's only one is its first byte. Hence no part
 * of a partial match can begin another one: that keeps the search linear whatever the content is, and makes
 * the bytes of a match across chunks known without keeping them.
 */

/** What one chunk holds. */
export interface DelimiterSearch {
  /** So many of the delimiter's first bytes, taken for a match at the end of earlier chunks, were content. */
  readonly revokedBytes: number
  /** The chunk's content ends here. */
  readonly contentEnd: number
  /** Where to go on reading: behind the delimiter if it was found, else at the chunk's end. */
  readonly next: number
  /** So many of the delimiter's bytes match so far; all of them means found. */
  readonly matched: number
}

export class Delimiter {
  /** The delimiter's bytes. */
  readonly bytes: Uint8Array

  constructor(boundary: string) {
    // RFC 2046 §5.1.1: at most 70 characters of ASCII. So each is one byte, and no shift is longer than one can tell.
    const text = `\r\n--${boundary}`
    const bytes = new Uint8Array(text.length)
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = text.charCodeAt(index)
    this.bytes = bytes
  }

  /**
   * Searches one chunk from `from` on, `matched` being what the search of all before that ended with. Once
   * found, the delimiter stays found, at the start of whatever follows.
   */
  search(chunk: ArrayLike<number>, matched: number, from = 0): DelimiterSearch {
    const next = from + this.#match(chunk, from, matched)
    const matchedBytes = matched + next - from
    if (matchedBytes === this.bytes.length || next === chunk.length) {
      return { revokedBytes: 0, contentEnd: from, next, matched: matchedBytes }
    }
    return this.#searchFrom(chunk, next, matched)
  }

  #searchFrom(chunk: ArrayLike<number>, from: number, revokedBytes: number): DelimiterSearch {
    const { length } = this.bytes
    let at = this.#skip(chunk, from)
    let matched = this.#match(chunk, at, 0)
    while (matched < length && at + matched < chunk.length) {
      at = this.#skip(chunk, at + 1)
      matched = this.#match(chunk, at, 0)
    }
    if (matched === length) return { revokedBytes, contentEnd: at, next: at + length, matched }
    return { revokedBytes, contentEnd: at, next: chunk.length, matched }
  }

  /** The first place from `from` on where the delimiter may begin: its last pair is there, or the chunk ends before it. */
  #skip(chunk: ArrayLike<number>, from: number): number {
    const shifts = shiftsOf(this.bytes)
    const pair = this.bytes.length - 2
    const stride = this.bytes.length - 1
    const end = chunk.length - this.bytes.length
    let at = from
    while (at <= end) {
      const shift = shifts[slotOf(chunk, at + pair)] as number
      if (shift === 0) return at
      at += shift
      if (shift < stride) continue
      // Four looks at once: they need not wait for each other, as they do where each tells the place of the next.
      while (at + 3 * stride <= end) {
        const near = at + pair
        const shifted =
          (shifts[slotOf(chunk, near)] as number) +
          (shifts[slotOf(chunk, near + stride)] as number) +
          (shifts[slotOf(chunk, near + 2 * stride)] as number) +
          (shifts[slotOf(chunk, near + 3 * stride)] as number)
        if (shifted < 4 * stride) break
        at += 4 * stride
      }
    }
    return at
  }

  /** How many bytes from `at` on equal the delimiter's from `offset` on. */
  #match(chunk: ArrayLike<number>, at: number, offset: number): number {
    const { bytes } = this
    const most = chunk.length - at
    let count = 0
    while (count < most && chunk[at + count] === bytes[offset + count]) count += 1
    return count
  }
}

/** Of the table: few enough to fit the cache, and so many that hardly two pairs share one. */
const SLOTS = 4096

/**
 * By the pair that stands where a delimiter would end: how far on it ends at the earliest. One table for all
 * forms, filled anew whenever another one's chunk comes: memory of its own would cost each form more.
 */
const shifts = new Uint8Array(SLOTS)
let shiftsFor: Uint8Array | undefined

function shiftsOf(delimiter: Uint8Array): Uint8Array {
  if (shiftsFor === delimiter) return shifts
  shiftsFor = delimiter
  shifts.fill(delimiter.length - 1)
  const last = delimiter.length - 2
  for (let index = 0; index <= last; index += 1) shifts[slotOf(delimiter, index)] = last - index
  return shifts
}

/** Where the table has the pair of bytes at `at`. */
function slotOf(bytes: ArrayLike<number>, at: number): number {
  return (((bytes[at] as number) << 4) ^ (bytes[at + 1] as number)) & (SLOTS - 1)
}
