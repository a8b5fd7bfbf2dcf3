/**
 * Finds the delimiter `CR LF -- boundary` in chunks as they come, by Boyer-Moore-Horspool.
 * A boundary holds no CR, so the delimiter's only one is its first byte. Hence no part of
 * a partial match can begin another one: that keeps the search linear whatever the content
 * is, and makes the bytes of a match across chunks known without keeping them.
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
  readonly #shifts: Uint8Array

  constructor(boundary: string) {
    // RFC 2046 §5.1.1: at most 70 characters of ASCII. So each is one byte, and no shift is longer than one can tell.
    const text = `\r\n--${boundary}`
    const bytes = new Uint8Array(text.length)
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = text.charCodeAt(index)
    this.bytes = bytes
    const last = bytes.length - 1
    const shifts = new Uint8Array(256).fill(bytes.length)
    for (let index = 0; index < last; index += 1) shifts[bytes[index] as number] = last - index
    this.#shifts = shifts
  }

  /**
   * Searches one chunk, `matched` being what the search of the chunk before ended with. Once found, the
   * delimiter stays found, at the start of every chunk that follows.
   */
  search(chunk: ArrayLike<number>, matched: number): DelimiterSearch {
    const more = this.#match(chunk, 0, matched)
    if (matched + more === this.bytes.length || more === chunk.length) {
      return { revokedBytes: 0, contentEnd: 0, next: more, matched: matched + more }
    }
    return this.#searchFrom(chunk, more, matched)
  }

  #searchFrom(chunk: ArrayLike<number>, from: number, revokedBytes: number): DelimiterSearch {
    const { length } = this.bytes
    const last = this.bytes[length - 1]
    const shifts = this.#shifts
    let at = from
    while (at + length <= chunk.length) {
      const byte = chunk[at + length - 1]
      if (byte === last) {
        const matched = this.#match(chunk, at, 0)
        if (matched === length) return { revokedBytes, contentEnd: at, next: at + length, matched }
      }
      at += shifts[byte as number] as number
    }
    let matched = this.#match(chunk, at, 0)
    while (at + matched < chunk.length) {
      at += 1
      matched = this.#match(chunk, at, 0)
    }
    return { revokedBytes, contentEnd: at, next: chunk.length, matched }
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
