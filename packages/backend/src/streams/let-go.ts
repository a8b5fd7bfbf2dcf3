/**
 * For bytes that nobody will read on. The refusal, answer or abort that made them useless
 * goes ahead at once: a producer may take its time to stop, or never say that it did.
 */

import type { Bytes } from './bytes.ts'

/** Ends bytes, or what is left of them; neither waits nor throws. */
export function letGo(source: Bytes | AsyncIterator<Uint8Array>): void {
  const release = async () => {
    const chunks = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source
    await chunks.return?.()
  }
  release().catch(() => undefined)
}
