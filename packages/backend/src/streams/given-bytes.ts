/**
 * Bytes that are all here.
 */

import type { PourableBytes } from './bytes.ts'
import { passBytes } from './pass-bytes.ts'

/** Gives these chunks, once. */
export function givenBytes(chunks: readonly Uint8Array[]): PourableBytes {
  return passBytes(NOTHING, { first: chunks, pass: (chunk) => chunk })
}

const NOTHING: PourableBytes = {
  [Symbol.asyncIterator]: () => NOTHING,
  next: async () => ({ done: true, value: undefined }),
  pour(sink) {
    sink.end()
    return { resume() {}, stop() {} }
  },
}
