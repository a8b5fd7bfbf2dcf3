/**
 * What follows a delimiter, byte by byte: it tells another part from the end of the form.
 */

import { malformedBody } from './malformed-body.ts'

/** RFC 2046 lets "transport padding" follow a delimiter; nobody sends much of it. */
const MAX_PADDING_BYTES = 64

const [TAB, LF, CR, SPACE, DASH] = [9, 10, 13, 32, 45]

/**
 * Reads to the end of the delimiter's line. Anything but padding is refused there: it may be a
 * delimiter to others and content to us.
 */
export class DelimiterEnd {
  #dashes = 0
  #padding = 0
  #returned = false

  /** Takes the next byte, `undefined` at the end of the body. Returns what the delimiter begins once that is sure. */
  read(byte: number | undefined): 'part' | 'end' | undefined {
    const closing = this.#dashes === 2
    if (this.#returned) {
      if (byte === LF) return closing ? 'end' : 'part'
    } else if (byte === DASH && !closing && this.#padding === 0) {
      this.#dashes += 1
      return undefined
    } else if (this.#dashes !== 1) {
      if (byte === undefined && closing) return 'end'
      this.#returned = byte === CR
      const padded = (byte === SPACE || byte === TAB) && ++this.#padding <= MAX_PADDING_BYTES
      if (this.#returned || padded) return undefined
    }
    throw malformedBody('A delimiter is followed by other text')
  }
}
