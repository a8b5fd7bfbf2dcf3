/**
 * Files for the relay, as they come in.
 */

import type { Grant } from '../../grants/grant.ts'
import { inChunks, latin1 } from '../../streams/testing/sample-source.ts'
import type { IncomingMedia } from '../incoming-media.ts'

/** A PNG of so many bytes, as far as anyone looks. */
export function pngOf(bytes: number): Uint8Array {
  const file = new Uint8Array(bytes).fill(7)
  file.set(latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR').subarray(0, bytes))
  return file
}

/** A grant that limits nothing. */
export const grantOf = (claims: Partial<Grant> = {}): Grant => ({
  sub: 'someone',
  issuedAt: 0,
  expiresAt: Date.now() + 60_000,
  ...claims,
})

/** A size of which a form leaves some bytes open. */
export const sized = (bytes: number, more = 0) => ({ usual: bytes, atMost: bytes + more })

/** A file that nothing speaks against, and what is otherwise about it. */
export function mediaOf(file: Uint8Array, about: Partial<IncomingMedia> = {}): IncomingMedia {
  return {
    type: 'image',
    filename: 'a.png',
    body: inChunks(file, 1000),
    size: sized(file.length),
    grant: undefined,
    origin: undefined,
    signal: new AbortController().signal,
    facts: { bytes: 0 },
    ...about,
  }
}
