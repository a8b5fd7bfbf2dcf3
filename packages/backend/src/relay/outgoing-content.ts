/**
 * The file's bytes on their way out: counted, held to the limit, and, where a grant is for one
 * file only, held to its hash. The last chunk waits until that is sure.
 */

import { checkGrantedContent } from '../grants/check-grant.ts'
import type { Grant } from '../grants/grant.ts'
import type { Bytes } from '../streams/bytes.ts'
import { deriveBytes } from '../streams/derive-bytes.ts'
import type { CreateSha256 } from '../streams/sha256.ts'
import { tooLargeError } from '../streams/too-large-error.ts'
import type { UploadFacts } from './incoming-media.ts'

export interface OutgoingContentOptions {
  readonly maxBytes: number
  readonly grant: Grant | undefined
  readonly createSha256: CreateSha256
  readonly facts: UploadFacts
}

/** Passes a file on. Throws `too_large`, `grant_exceeded`, or what the file's own stream throws. */
export function outgoingContent(source: Bytes, options: OutgoingContentOptions): Bytes {
  const { maxBytes, grant, createSha256, facts } = options
  return deriveBytes(source[Symbol.asyncIterator](), async function* (chunks) {
    const hash = grant?.sha256 === undefined ? undefined : createSha256()
    let held: Uint8Array | undefined
    facts.bytes = 0
    for await (const chunk of chunks) {
      facts.bytes += chunk.length
      if (facts.bytes > maxBytes) throw tooLargeError(maxBytes)
      if (!hash) {
        yield chunk
        continue
      }
      hash.update(chunk)
      if (held) yield held
      held = chunk
    }
    if (grant && hash) checkGrantedContent(grant, hash.digestHex())
    if (held) yield held
  })
}
