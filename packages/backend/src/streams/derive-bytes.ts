/**
 * How a stream is made from another one. A generator alone does not do: `return` on one
 * that never began, or that waits for a chunk, never reaches the source, and the client
 * would be kept sending to nobody.
 */

import type { Bytes } from './bytes.ts'
import { letGo } from './let-go.ts'

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined }

/**
 * Gives what `transform` makes of the input's chunks, once. An early end or a failure
 * lets go of the input, at any moment; a read under way is not waited for.
 */
export function deriveBytes(
  input: AsyncIterator<Uint8Array>,
  transform: (chunks: Bytes) => AsyncIterator<Uint8Array>,
): Bytes {
  // Without `return`: whether to let go of the input is decided below, in one place.
  const chunks: Bytes = { [Symbol.asyncIterator]: () => ({ next: () => input.next() }) }
  const output = transform(chunks)
  let reading = false
  let ended = false

  const iterator: AsyncIterator<Uint8Array> = {
    async next() {
      if (ended) return DONE
      reading = true
      try {
        const result = await output.next()
        if (ended) return DONE
        ended = result.done === true
        return result
      } catch (error) {
        if (ended) return DONE
        ended = true
        letGo(input)
        throw error
      } finally {
        reading = false
      }
    },

    async return() {
      if (ended) return DONE
      ended = true
      if (reading) letGo(input)
      else await input.return?.()
      return DONE
    },
  }
  return { [Symbol.asyncIterator]: () => iterator }
}
