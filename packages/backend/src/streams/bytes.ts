/**
 * The core's one word for a stream. Node's requests, web streams, Deno, Bun and Workers
 * all are one, so nothing above this line knows a runtime.
 */

/** Bytes as they arrive, to be read once. A consumer that stops early calls `return`, and the producer lets go. */
export type Bytes = AsyncIterable<Uint8Array>

/** Where bytes are poured into: synchronously, chunk by chunk, in the turn in which they came. */
export interface ByteSink {
  /** Takes a chunk. Returns whether there is room for another; may throw, and hears of its own error then. */
  write(chunk: Uint8Array): boolean
  /** All came, and came well. May throw as {@link write} may. */
  end(): void
  /** No more will come, and this is why. */
  fail(error: unknown): void
}

/** What pours, seen from the sink. */
export interface Flow {
  /** There is room again. Does no harm where there was. */
  resume(): void
  /** Ends it early: the producer lets go, and the sink hears nothing more. */
  stop(): void
}

/** Bytes that can be pulled, and, from any moment on, poured: the fast way through, without a promise a chunk. */
export interface PourableBytes extends AsyncIterableIterator<Uint8Array, undefined> {
  pour(sink: ByteSink): Flow
}
