/**
 * The file's bytes on their way out: counted, held to the limit, and, where a grant is for one
 * file only, held to its hash. The last chunk waits until that is sure.
 */

import { checkGrantedContent } from '../grants/check-grant.ts'
import type { Grant } from '../grants/grant.ts'
import type { Bytes, PourableBytes } from '../streams/bytes.ts'
import { passBytes } from '../streams/pass-bytes.ts'
import type { CreateSha256 } from '../streams/sha256.ts'
import { tooLargeError } from '../streams/too-large-error.ts'
import type { UploadFacts } from './incoming-media.ts'

export interface OutgoingContentOptions {
  readonly maxBytes: number
  readonly grant: Grant | undefined
  readonly createSha256: CreateSha256
  readonly facts: UploadFacts
  /** Hears the file's SHA-256 once all of it has passed. Left out, a file that no grant binds is not hashed. */
  readonly onHash?: ((sha256: string) => void) | undefined
}

/** Passes a file on. Throws `too_large`, `grant_exceeded`, or what the file's own stream throws. */
export function outgoingContent(source: Bytes, options: OutgoingContentOptions): PourableBytes {
  const { maxBytes, grant, createSha256, facts, onHash } = options
  const bound = grant?.sha256 !== undefined
  const hash = bound || onHash ? createSha256() : undefined
  let held: Uint8Array | undefined
  facts.bytes = 0
  return passBytes(source[Symbol.asyncIterator](), {
    pass(chunk) {
      facts.bytes += chunk.length
      if (facts.bytes > maxBytes) throw tooLargeError(maxBytes)
      hash?.update(chunk)
      if (!bound) return chunk
      const before = held
      held = chunk
      return before
    },
    end() {
      if (!hash) return []
      const sha256 = hash.digestHex()
      if (grant) checkGrantedContent(grant, sha256)
      onHash?.(sha256)
      return held ? [held] : []
    },
  })
}
