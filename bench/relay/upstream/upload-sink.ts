/**
 * Takes one form apart, cheaply: finds where the file begins, sums its bytes up as they come,
 * and looks for the closing delimiter only at the very end.
 */

import { SampledChecksum } from '../sampled-checksum.ts'

export interface ReceivedUpload {
  readonly mediaId: string
  /** Why it is no good; `undefined` for a good one. */
  readonly fault: string | undefined
}

const FILE_HEADERS = /^Content-Disposition: *form-data; *name="media"; *filename="([^"]+)"[\s\S]*?\r\n\r\n/im
const MAX_FORM_HEAD_BYTES = 16 * 1024

/** The closing delimiter and whatever may follow it are within so many of the last bytes. */
const TAIL_BYTES = 512

export class UploadSink {
  readonly #checksum = new SampledChecksum()
  readonly #boundary: string
  readonly #onFile: (filename: string) => void
  #head: Buffer | undefined = Buffer.alloc(0)
  #tail: Buffer = Buffer.alloc(0)
  #formHead = ''

  constructor(boundary: string, onFile: (filename: string) => void) {
    this.#boundary = boundary
    this.#onFile = onFile
  }

  write(chunk: Buffer): void {
    if (!this.#head) {
      this.#writeFile(chunk)
      return
    }
    this.#head = Buffer.concat([this.#head, chunk])
    const text = this.#head.toString('latin1', 0, MAX_FORM_HEAD_BYTES)
    const found = FILE_HEADERS.exec(text)
    if (!found) return
    const begin = found.index + found[0].length
    const file = this.#head.subarray(begin)
    // The headers alone are no news: only the file's first byte is.
    if (file.length === 0) return
    this.#formHead = text.slice(0, begin)
    this.#head = undefined
    this.#onFile(found[1] ?? '')
    this.#writeFile(file)
  }

  end(): ReceivedUpload {
    const tail = this.#tail.toString('latin1')
    const close = tail.indexOf(`\r\n--${this.#boundary}--`)
    if (close >= 0) this.#checksum.update(this.#tail.subarray(0, close))
    return { mediaId: this.#checksum.mediaId(), fault: this.#fault(close) }
  }

  #fault(close: number): string | undefined {
    if (this.#head) return 'no part media'
    if (!this.#formHead.startsWith(`--${this.#boundary}\r\n`)) return 'no delimiter at the start'
    if (close < 0) return 'no closing delimiter'
    return undefined
  }

  #writeFile(chunk: Buffer): void {
    if (chunk.length < TAIL_BYTES) {
      const joined = Buffer.concat([this.#tail, chunk])
      const kept = Math.min(joined.length, TAIL_BYTES)
      this.#checksum.update(joined.subarray(0, joined.length - kept))
      this.#tail = joined.subarray(joined.length - kept)
      return
    }
    this.#checksum.update(this.#tail)
    this.#checksum.update(chunk.subarray(0, chunk.length - TAIL_BYTES))
    this.#tail = chunk.subarray(chunk.length - TAIL_BYTES)
  }
}
