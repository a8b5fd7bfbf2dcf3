/**
 * Bytes as a web stream that is pulled one chunk at a time, and none ahead: backpressure reaches the client.
 */

/** An error of the source breaks the stream; a stream that is cancelled lets go of the source. */
export function readableBytes(source: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await source.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await source.return?.()
      },
    },
    { highWaterMark: 0 },
  )
}
