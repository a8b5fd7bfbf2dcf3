/**
 * Bun's way out: its `fetch` takes a `Content-Length` beside a stream and keeps to it.
 */

import type { RelayRuntime } from '../../options.ts'
import { createFetchUpload, type SizedBody } from '../web/fetch-upload.ts'
import { createWebRuntime } from '../web/web-runtime.ts'

/** What `Bun.serve` hands to its `fetch` beside the request. */
interface BunServer {
  requestIP(request: Request): { readonly address: string } | null
}

type BunEnv = Partial<BunServer> | { readonly server: BunServer } | undefined

const withLength: SizedBody = (body, contentLength) => ({
  body,
  headers: { 'content-length': String(contentLength) },
})

/** Throws a `TypeError` where there is no Bun. */
export function createBunRuntime(): RelayRuntime {
  // Not `hono/bun`: to import it is enough to break elsewhere, and bundlers and tests import what they do not run.
  if (!('Bun' in globalThis)) {
    throw new TypeError('This is not Bun: on Node take the relay from @dt-media/backend, on Deno from /deno.')
  }
  return createWebRuntime({
    sendUpload: createFetchUpload(withLength),
    remoteAddress: (c) => serverOf(c.env as BunEnv)?.requestIP?.(c.req.raw)?.address,
  })
}

/** An app of the user's own may be handed the server itself, an object that holds it, or nothing. */
function serverOf(env: BunEnv): Partial<BunServer> | undefined {
  return env && 'server' in env ? env.server : env
}
