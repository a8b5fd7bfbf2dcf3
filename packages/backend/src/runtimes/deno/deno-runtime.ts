/**
 * Deno's way out: `node:http`, for its `fetch` sends every stream in chunks, whatever length is known.
 */

import type { RelayRuntime } from '../../options.ts'
import { createSendUpload } from '../node/send-upload.ts'
import { createWebRuntime } from '../web/web-runtime.ts'

/** What `Deno.serve` hands to its handler, and the handler to the app, if it passes it on. */
interface DenoInfo {
  readonly remoteAddr?: { readonly hostname: string }
}

/** Throws a `TypeError` where there is no Deno. */
export function createDenoRuntime(): RelayRuntime {
  // Not `hono/deno`: to import it is enough to break elsewhere, and bundlers and tests import what they do not run.
  if (!('Deno' in globalThis)) {
    throw new TypeError('This is not Deno: on Node take the relay from @dt-media/backend, on Bun from /bun.')
  }
  return createWebRuntime({
    sendUpload: createSendUpload(),
    remoteAddress: (c) => (c.env as DenoInfo | undefined)?.remoteAddr?.hostname,
  })
}
