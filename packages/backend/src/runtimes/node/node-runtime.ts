/**
 * Node's way in and out: the request's own stream instead of a web stream, and `node:http`
 * instead of `fetch`.
 */

import type { IncomingMessage } from 'node:http'
import type { RelayRuntime } from '../../options.ts'
import type { RelayContext } from '../../routes/relay-env.ts'
import { fromWebStream } from '../../streams/from-web-stream.ts'
import { drainBody } from './drain-body.ts'
import { requestBody } from './request-body.ts'
import { createSendUpload } from './send-upload.ts'
import { createSha256 } from './sha256.ts'

export function createNodeRuntime(): RelayRuntime {
  return {
    readBody: (c) => {
      const incoming = incomingOf(c)
      return incoming ? requestBody(incoming) : fromWebStream(c.req.raw.body)
    },
    drainBody: (c, maxBytes) => {
      const incoming = incomingOf(c)
      if (incoming) drainBody(incoming, maxBytes)
    },
    remoteAddress: (c) => incomingOf(c)?.socket.remoteAddress,
    sendUpload: createSendUpload(),
    createSha256,
  }
}

/** Node's own request, where `@hono/node-server` brought it; not in a test that calls `app.request`. */
function incomingOf(c: RelayContext): IncomingMessage | undefined {
  return (c.env as { incoming?: IncomingMessage } | undefined)?.incoming
}
