/**
 * Runs the relay as a server of its own on Bun.
 */

import { buildRelay } from '../../app.ts'
import type { RunningRelay, StartRelayOptions } from '../running-relay.ts'
import { drainAndClose } from '../web/drain-and-close.ts'
import { createBunRuntime } from './bun-runtime.ts'

interface BunServer {
  readonly port: number
  stop(closeActiveConnections: boolean): Promise<void>
}

declare const Bun: {
  serve(options: {
    readonly hostname: string
    readonly port: number
    readonly idleTimeout: number
    readonly fetch: (request: Request, server: BunServer) => Response | Promise<Response>
  }): BunServer
}

/** Starts listening. Throws a `TypeError` for bad options, Bun's own error when the port is taken. */
export async function startRelay(options: StartRelayOptions): Promise<RunningRelay> {
  const { host = '127.0.0.1', port = 8787, ...relayOptions } = options ?? {}
  const relay = buildRelay(relayOptions, relayOptions.runtime ?? createBunRuntime())
  const server = Bun.serve({
    hostname: host,
    port,
    // The relay's own timers look after slow clients.
    idleTimeout: 0,
    fetch: (request, self) => relay.app.fetch(request, self),
  })
  const stream = relay.openStream()
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${server.port}${relayOptions.basePath ?? '/'}`,
    port: server.port,
    stop(drainTimeoutMs = 30_000) {
      stream?.close()
      return drainAndClose(relay, drainTimeoutMs, {
        closeKindly: () => server.stop(false),
        close: () => server.stop(true),
      })
    },
  }
}
