/**
 * Something short that is read as a whole: a header block, a field's value. In one chunk, as it mostly
 * comes, it is looked at where it lies; only pieces are copied together. So no more than one chunk is kept.
 */

import { ByteCollector } from '../streams/collect-bytes.ts'

export class GatheredBytes {
  readonly #maxBytes: number
  readonly #tooLarge: () => Error
  #bytes: Uint8Array = NOTHING
  #copied: ByteCollector | undefined

  constructor(maxBytes: number, tooLarge: () => Error) {
    this.#maxBytes = maxBytes
    this.#tooLarge = tooLarge
  }

  /** All that was added. */
  get bytes(): Uint8Array {
    return this.#bytes
  }

  /** Adds a piece; throws `tooLarge()` when there are more than `maxBytes` then. */
  add(piece: Uint8Array): void {
    if (piece.length === 0) return
    if (this.#bytes.length + piece.length > this.#maxBytes) throw this.#tooLarge()
    this.#bytes = this.#bytes.length === 0 ? piece : this.#copy(piece)
  }

  #copy(piece: Uint8Array): Uint8Array {
    if (!this.#copied) {
      this.#copied = new ByteCollector(this.#maxBytes)
      this.#copied.add(this.#bytes)
    }
    this.#copied.add(piece)
    return this.#copied.bytes
  }
}

const NOTHING = new Uint8Array(0)
