/**
 * Receives suite tickets over DingTalk's Stream gateway, for a relay that cannot be reached from
 * outside. We call, so nothing has to be open; what is lost while no connection stands is sent again.
 */

import type { CallOptions } from '../dingtalk/call.ts'
import type { DingTalkHosts } from '../dingtalk/hosts.ts'
import { openStreamConnection, type StreamClient } from '../dingtalk/stream-connection.ts'
import { readStreamFrame } from '../dingtalk/stream-frames.ts'
import { MediaError } from '../errors.ts'
import type { SuiteTickets } from './suite-tickets.ts'

/** The little that is needed of a WebSocket. */
export interface StreamSocket extends EventTarget {
  send(text: string): void
  close(): void
}

export interface StreamGatewayOptions extends CallOptions {
  readonly hosts: DingTalkHosts
  readonly client: StreamClient
  readonly suiteTickets: Pick<SuiteTickets, 'keep'>
  /** Told why there is no connection, or why a ticket could not be kept; never with a secret. */
  readonly onWarning: (message: string) => void
  /** Milliseconds without a frame after which a connection counts as dead. The gateway pings more often. @default 10 minutes */
  readonly silenceMs?: number
  /** @default the runtime's WebSocket */
  readonly connect?: (url: string) => StreamSocket
  /** Resolves after so many milliseconds, or earlier when aborted. @default setTimeout */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
  /** Milliseconds on a clock that never goes back. @default performance.now */
  readonly now?: () => number
}

export interface StreamGateway {
  /** Ends the connection and opens no other. */
  close(): void
}

const MIN_BACK_OFF_MS = 1000
const MAX_BACK_OFF_MS = 60_000

/** A connection that ends sooner is a failed one: else a gateway that drops us would be asked every second. */
const STEADY_MS = 60_000

/** Connects now, and again whenever the connection ends, until it is closed. */
export function receiveStream(options: StreamGatewayOptions): StreamGateway {
  const { hosts, client, suiteTickets, onWarning, timeoutMs, silenceMs = 600_000 } = options
  const { connect = (url) => new WebSocket(url), wait = pause, now = () => performance.now() } = options
  const closing = new AbortController()
  const { signal } = closing

  async function stayConnected(): Promise<void> {
    let failures = 0
    while (!signal.aborted) {
      failures = (await connectOnce()) ? 0 : failures + 1
      const backOffMs = Math.min(MAX_BACK_OFF_MS, MIN_BACK_OFF_MS * 2 ** failures)
      // Spread, or all replicas would come back at the same moment.
      if (!signal.aborted) await wait(backOffMs * (0.5 + Math.random() / 2), signal)
    }
  }

  /** Whether a connection stood for a while. */
  async function connectOnce(): Promise<boolean> {
    try {
      const url = await openStreamConnection(hosts, client, options)
      if (signal.aborted) return false
      const begun = now()
      const heard = await listen(connect(url))
      if (!heard && !signal.aborted) onWarning("DingTalk's Stream gateway does not speak")
      return heard && now() - begun >= STEADY_MS
    } catch (error) {
      onWarning(`No connection to DingTalk's Stream gateway: ${reasonOf(error)}`)
      return false
    }
  }

  /** Resolves when the connection has ended, to whether a frame had come. */
  function listen(socket: StreamSocket): Promise<boolean> {
    return new Promise((resolve) => {
      const ended = new AbortController()
      let heard = false
      let timer = setTimeout(end, timeoutMs)

      function end(): void {
        clearTimeout(timer)
        ended.abort()
        socket.close()
        resolve(heard)
      }

      const until = { signal: ended.signal }
      socket.addEventListener(
        'message',
        (event) => {
          heard = true
          clearTimeout(timer)
          timer = setTimeout(end, silenceMs)
          // Deno's sockets throw once they are closed, as one may be while a ticket is being stored.
          receive(String((event as MessageEvent).data), socket, end).catch(end)
        },
        until,
      )
      socket.addEventListener('close', end, until)
      socket.addEventListener('error', end, until)
      signal.addEventListener('abort', end, until)
    })
  }

  async function receive(text: string, socket: StreamSocket, end: () => void): Promise<void> {
    const { ticket, reply, replyLater, disconnect } = readStreamFrame(text, Date.now())
    if (disconnect) return end()
    let answer = reply
    if (ticket) {
      try {
        await suiteTickets.keep(ticket)
      } catch (error) {
        onWarning(`A suite ticket could not be kept: ${reasonOf(error)}`)
        answer = replyLater
      }
    }
    if (answer !== undefined) socket.send(answer)
  }

  stayConnected()
  return { close: () => closing.abort() }
}

/** Our own words alone: the text of anything else may hold the URL, and that the ticket. */
function reasonOf(error: unknown): string {
  return error instanceof MediaError ? error.message : 'it failed'
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    function wake(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', wake)
      resolve()
    }
    const timer = setTimeout(wake, ms)
    signal.addEventListener('abort', wake)
  })
}
