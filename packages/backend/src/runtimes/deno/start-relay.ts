/**
 * Runs the relay as a server of its own on Deno.
 */

import { buildRelay } from '../../app.ts'
import type { RunningRelay, StartRelayOptions } from '../running-relay.ts'
import { drainAndClose } from '../web/drain-and-close.ts'
import { createDenoRuntime } from './deno-runtime.ts'

interface DenoServer {
  readonly addr: { readonly port: number }
  readonly finished: Promise<void>
  shutdown(): Promise<void>
}

declare const Deno: {
  serve(
    options: {
      readonly hostname: string
      readonly port: number
      readonly signal: AbortSignal
      readonly onListen: () => void
    },
    handler: (request: Request, info: object) => Response | Promise<Response>,
  ): DenoServer
}

/** Starts listening. Throws a `TypeError` for bad options, Deno's own error when the port is taken. */
export async function startRelay(options: StartRelayOptions): Promise<RunningRelay> {
  const { host = '127.0.0.1', port = 8787, ...relayOptions } = options ?? {}
  const relay = buildRelay(relayOptions, relayOptions.runtime ?? createDenoRuntime())
  const serving = new AbortController()
  const server = Deno.serve(
    // It would write a line of its own.
    { hostname: host, port, signal: serving.signal, onListen() {} },
    (request, info) => relay.app.fetch(request, info),
  )
  const stream = relay.openStream()
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${server.addr.port}${relayOptions.basePath ?? '/'}`,
    port: server.addr.port,
    stop(drainTimeoutMs = 30_000) {
      stream?.close()
      return drainAndClose(relay, drainTimeoutMs, {
        closeKindly: () => server.shutdown(),
        close() {
          serving.abort()
          return server.finished
        },
      })
    },
  }
}
