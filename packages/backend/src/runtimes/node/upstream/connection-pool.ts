/**
 * Keeps connections for the next upload, the newest first, so that those not needed grow old and end.
 */

import { type Endpoint, endpointOf } from './connect-socket.ts'
import { Connection } from './connection.ts'

const MAX_IDLE_CONNECTIONS = 64

/** Milliseconds that an idle connection is kept where the server does not say. */
const IDLE_MS = 30_000

/** So much earlier than the server we give a connection up: a request must not meet its end. */
const IDLE_MARGIN_MS = 1000

/** What was idle for so long, in milliseconds, may have met its end unseen: we look before we use it. */
const RESTED_MS = 100

export interface Peer {
  readonly endpoint: Endpoint
  /** Resolves to a connection that was used before, or a new one that is not ready yet. */
  take(): Promise<Connection>
  /** Keeps a connection for later. */
  keep(connection: Connection, idleMs: number | undefined): void
}

/** Creates the pool of one origin. */
export function createPeer(origin: string): Peer {
  const endpoint = endpointOf(origin)
  let idle: Connection[] = []
  let sweeping = false

  function sweep(): void {
    const now = performance.now()
    for (const connection of idle) if (connection.idleUntil <= now) connection.destroy()
    idle = idle.filter(({ gone }) => !gone)
    sweeping = false
    sweepLater()
  }

  function sweepLater(): void {
    if (sweeping || idle.length === 0) return
    sweeping = true
    setTimeout(sweep, IDLE_MARGIN_MS).unref()
  }

  return {
    endpoint,
    async take() {
      for (let last = idle.pop(); last; last = idle.pop()) {
        if (performance.now() > last.idleSince + RESTED_MS) await look()
        if (last.ready && performance.now() < last.idleUntil) return last
        last.destroy()
      }
      return new Connection(endpoint)
    },
    keep(connection, announcedMs = Number.POSITIVE_INFINITY) {
      const idleMs = Math.min(IDLE_MS, announcedMs - IDLE_MARGIN_MS)
      if (connection.gone || idleMs <= 0 || idle.length >= MAX_IDLE_CONNECTIONS) {
        connection.destroy()
        return
      }
      connection.use(undefined)
      connection.idleSince = performance.now()
      connection.idleUntil = connection.idleSince + idleMs
      idle.push(connection)
      sweepLater()
    },
  }
}

/** Sees what has come over every socket until now: this turn of the loop may have looked before. */
function look(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
}
