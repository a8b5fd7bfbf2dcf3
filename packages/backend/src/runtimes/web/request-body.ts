/**
 * A web request's body as bytes. No generator: `return` must reach the stream while a read is under way.
 */

import { MediaError } from '../../errors.ts'
import type { Bytes } from '../../streams/bytes.ts'

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined }

/** Throws `malformed_body` when the body breaks off. A consumer that stops early cancels it. */
export function requestBody(stream: ReadableStream<Uint8Array> | null): Bytes {
  return { [Symbol.asyncIterator]: () => iterate(stream?.getReader()) }
}

function iterate(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): AsyncIterator<Uint8Array> {
  return {
    async next() {
      try {
        const result = await reader?.read()
        return result && !result.done ? { done: false, value: result.value } : DONE
      } catch (cause) {
        throw new MediaError('malformed_body', 'The client left before its body was whole', { cause })
      }
    },
    async return() {
      // Whoever sends to nobody does not say so, and is not waited for.
      reader?.cancel().catch(() => {})
      return DONE
    },
  }
}
