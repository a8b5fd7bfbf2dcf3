/**
 * Deno's way out: `node:http`, for its `fetch` sends every stream in chunks, whatever length is known.
 */

import { getConnInfo } from 'hono/deno'
import type { RelayRuntime } from '../../options.ts'
import { createSendUpload } from '../node/send-upload.ts'
import { createWebRuntime } from '../web/web-runtime.ts'

export function createDenoRuntime(): RelayRuntime {
  return createWebRuntime({
    sendUpload: createSendUpload(),
    remoteAddress: (c) => getConnInfo(c).remote.address,
  })
}
