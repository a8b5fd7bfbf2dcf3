/**
 * A runtime's way in where requests are the web's own. What is refused is not read on: what becomes of the rest of
 * its body is up to the runtime's server.
 */

import type { RelayRuntime } from '../../options.ts'
import { takenBody } from '../../streams/taken-body.ts'
import { createSha256 } from '../node/sha256.ts'
import { requestBody } from './request-body.ts'

/** Creates one that differs from the others by these. */
export function createWebRuntime(own: Pick<RelayRuntime, 'sendUpload' | 'remoteAddress'>): RelayRuntime {
  return {
    readBody: ({ req: { raw } }) => (raw.bodyUsed ? takenBody() : requestBody(raw.body)),
    createSha256,
    ...own,
  }
}
