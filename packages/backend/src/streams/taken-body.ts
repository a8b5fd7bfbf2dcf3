/**
 * Stands for a body that something in front of the relay has read: the client sent it well, and is not to be told
 * that it is broken.
 */

import type { Bytes } from './bytes.ts'

const MISTAKE = 'The body was read before it came to the relay: nothing in front of it may read it'

/** No bytes: whoever asks for one gets a `TypeError` that says so. */
export function takenBody(): Bytes {
  return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new TypeError(MISTAKE)) }) }
}
