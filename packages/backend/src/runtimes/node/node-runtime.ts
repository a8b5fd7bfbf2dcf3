/**
 * Node's way in and out: the request's own stream instead of a web stream, and a client of our own
 * over `net` and `tls` instead of `fetch`.
 */

import type { HttpBindings } from '@hono/node-server'
import type { RelayRuntime } from '../../options.ts'
import type { RelayContext } from '../../routes/relay-env.ts'
import { goneBy, type OnGone } from '../../routes/upload-signal.ts'
import { fromWebStream } from '../../streams/from-web-stream.ts'
import { takenBody } from '../../streams/taken-body.ts'
import { drainBody } from './drain-body.ts'
import { requestBody } from './request-body.ts'
import { createSendUpload } from './send-upload.ts'
import { createSha256 } from './sha256.ts'

export function createNodeRuntime(): RelayRuntime {
  return {
    readBody: (c) => {
      const incoming = bindingsOf(c)?.incoming
      if (incoming?.readableDidRead ?? c.req.raw.bodyUsed) return takenBody()
      return incoming ? requestBody(incoming) : fromWebStream(c.req.raw.body)
    },
    drainBody: (c, maxBytes) => {
      const bindings = bindingsOf(c)
      if (bindings) drainBody(bindings.incoming, bindings.outgoing, maxBytes)
    },
    onGone: (c) => {
      const bindings = bindingsOf(c)
      return bindings ? goneByClose(bindings.outgoing) : goneBy(c.req.raw.signal)
    },
    remoteAddress: (c) => bindingsOf(c)?.incoming.socket.remoteAddress,
    sendUpload: createSendUpload(),
    createSha256,
  }
}

/** Cheaper than the request's signal, for which a whole web request would be made. */
function goneByClose(outgoing: HttpBindings['outgoing']): OnGone {
  return (tell) => {
    const onClose = () => {
      if (!outgoing.writableFinished) tell()
    }
    if (outgoing.closed) onClose()
    else outgoing.on('close', onClose)
    return () => outgoing.off('close', onClose)
  }
}

/** Node's own request and answer, where `@hono/node-server` brought them; not in a test that calls `app.request`. */
function bindingsOf(c: RelayContext): HttpBindings | undefined {
  const env = c.env as Partial<HttpBindings> | undefined
  return env?.incoming && env.outgoing ? (env as HttpBindings) : undefined
}
