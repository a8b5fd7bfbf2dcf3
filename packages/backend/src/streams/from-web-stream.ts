/**
 * A web stream as bytes. A consumer that stops early cancels the stream.
 */

import type { Bytes } from './bytes.ts'

/** Reads a web stream to its end; no stream at all is no bytes. */
export async function* fromWebStream(
  stream: ReadableStream<Uint8Array> | null,
): Bytes & AsyncGenerator<Uint8Array> {
  if (!stream) return
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    // Without this the producer, a socket perhaps, would wait for a reader that never comes.
    reader.cancel().catch(() => {})
  }
}
