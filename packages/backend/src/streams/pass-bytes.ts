/**
 * A stream that looks at each chunk as it passes, without waiting for anything but the source:
 * one promise a chunk, where a generator takes several. Most of what happens to a body is of this kind.
 */

import type { Bytes } from './bytes.ts'
import { letGo } from './let-go.ts'

/** What happens to chunks on their way. Either may throw, and that ends the stream. */
export interface ByteStage {
  /** What goes on in place of a chunk; `undefined` while nothing does. */
  pass(chunk: Uint8Array): Uint8Array | undefined
  /** What goes on when the source has ended well. */
  end?(): Uint8Array | undefined
}

type Result = IteratorResult<Uint8Array, undefined>

const DONE: Result = { done: true, value: undefined }

/** Passes chunks through a stage, once. An early end or a failure lets go of the input; a read under way is not waited for. */
export function passBytes(input: AsyncIterator<Uint8Array>, stage: ByteStage): Bytes {
  let reading = false
  let ended = false

  function next(): Promise<Result> {
    if (ended) return Promise.resolve(DONE)
    reading = true
    return input.next().then(arrived, failed)
  }

  function arrived(result: IteratorResult<Uint8Array>): Result | Promise<Result> {
    reading = false
    if (ended) return DONE
    try {
      const value = result.done ? stage.end?.() : stage.pass(result.value)
      ended = result.done === true
      if (value) return { done: false, value }
      return ended ? DONE : next()
    } catch (error) {
      return failed(error)
    }
  }

  function failed(error: unknown): Result {
    reading = false
    if (ended) return DONE
    ended = true
    letGo(input)
    throw error
  }

  const iterator: AsyncIterator<Uint8Array, undefined> = {
    next,
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
