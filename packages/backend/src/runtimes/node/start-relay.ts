/**
 * Runs the relay as a server of its own on Node.
 */

import type { AddressInfo } from 'node:net'
import { buildRelay } from '../../app.ts'
import type { StartRelayOptions as ListeningOptions, RunningRelay } from '../running-relay.ts'
import { createHttpServer, type HttpServerOptions } from './http-server.ts'
import { createNodeRuntime } from './node-runtime.ts'

export interface StartRelayOptions extends ListeningOptions, HttpServerOptions {}

/** Starts listening. Throws a `TypeError` for bad options, Node's own error when the port is taken. */
export async function startRelay(options: StartRelayOptions): Promise<RunningRelay> {
  const {
    host = '127.0.0.1',
    port = 8787,
    headersTimeoutMs,
    keepAliveTimeoutMs,
    silenceTimeoutMs,
    ...relayOptions
  } = options ?? {}
  const relay = buildRelay(relayOptions, relayOptions.runtime ?? createNodeRuntime())
  const server = createHttpServer(relay.app.fetch, { headersTimeoutMs, keepAliveTimeoutMs, silenceTimeoutMs })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const stream = relay.openStream()
  const bound = (server.address() as AddressInfo).port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}${relayOptions.basePath ?? '/'}`,
    port: bound,
    async stop(drainTimeoutMs = 30_000) {
      stream?.close()
      const drained = await Promise.race([
        relay.drain().then(() => true),
        delay(drainTimeoutMs).then(() => false),
      ])
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      // What still hangs on after a moment has its answer, or never will.
      await Promise.race([closed, delay(drained ? 500 : 0)])
      server.closeAllConnections()
      return drained
    },
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}
