/**
 * The core's one word for a stream. Node's requests, web streams, Deno, Bun and Workers
 * all are one, so nothing above this line knows a runtime.
 */

/** Bytes as they arrive. A consumer that stops early calls `return`, and the producer lets go. */
export type Bytes = AsyncIterable<Uint8Array>
