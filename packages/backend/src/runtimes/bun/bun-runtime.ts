/**
 * Bun's way out: its `fetch` takes a `Content-Length` beside a stream and keeps to it.
 */

import { getConnInfo } from 'hono/bun'
import type { RelayRuntime } from '../../options.ts'
import { createFetchUpload, type SizedBody } from '../web/fetch-upload.ts'
import { createWebRuntime } from '../web/web-runtime.ts'

const withLength: SizedBody = (body, contentLength) => ({
  body,
  headers: { 'content-length': String(contentLength) },
})

export function createBunRuntime(): RelayRuntime {
  return createWebRuntime({
    sendUpload: createFetchUpload(withLength),
    remoteAddress: (c) => getConnInfo(c).remote.address,
  })
}
