/**
 * What DingTalk pushes, over HTTP or over the Stream gateway, again and again until it is taken. A
 * suite ticket is in force from the moment it is pushed, taken or not.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import type { ResolvedOptions } from './emulator-options.ts'
import { bringsTicket, type PushEvent, type PushFacts, pushMessage } from './push-message.ts'
import { pushOverHttp } from './push-over-http.ts'
import type { StreamHub } from './stream-hub.ts'
import type { SuiteTickets } from './suite-tickets.ts'

export interface PushRequest {
  /** @default 'suite_ticket' */
  readonly event?: PushEvent
  /** Where to, over HTTP. @default the option `callbackUrl`; without one, over the Stream gateway */
  readonly url?: string
  /** Sends the ticket in force once more instead of a new one, as the developer console can. @default false */
  readonly again?: boolean
  /** How often it is tried at most. @default the option `maxPushAttempts` */
  readonly attempts?: number
  /** Sources show the rows of SyncHTTP in both spellings. @default 'text' */
  readonly rowAs?: 'text' | 'object'
}

/** A push that has ended, or is still being tried. */
export interface EmulatorPush {
  readonly event: PushEvent
  readonly via: 'http' | 'stream'
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly attempts: number
  readonly taken: boolean
  /** Why the last attempt was not taken. */
  readonly reason?: string | undefined
}

export interface Pushes {
  /** Resolves when it was taken, or not even the last time. */
  push(request?: PushRequest): Promise<EmulatorPush>
  /** The newest last. */
  list(): readonly EmulatorPush[]
  /** Forgets those that have ended, and gives up those that have not. */
  reset(): void
}

export interface PushesOptions
  extends Pick<
    ResolvedOptions,
    | 'now'
    | 'suiteKey'
    | 'corpId'
    | 'callbackUrl'
    | 'callbackToken'
    | 'callbackAesKey'
    | 'pushRetryMs'
    | 'maxPushAttempts'
  > {
  readonly suiteTickets: SuiteTickets
  readonly streamHub: StreamHub
  readonly onEnd: (push: EmulatorPush) => void
}

const MAX_LISTED = 1000

/** Nothing pushed yet. */
export function createPushes(options: PushesOptions): Pushes {
  const { now, suiteKey, corpId, suiteTickets, streamHub, pushRetryMs, onEnd } = options
  const keys = { token: options.callbackToken, aesKey: options.callbackAesKey, ownerKey: suiteKey }
  const pushed = new Map<number, EmulatorPush>()
  let nextId = 1
  let ending = new AbortController()

  function attemptOf(event: PushEvent, url: string, facts: PushFacts, signal: AbortSignal) {
    if (url) {
      const { message, wants } = pushMessage(event, facts)
      return () => pushOverHttp({ url, message, wants, keys, sentAt: now(), signal })
    }
    const data = bringsTicket(event) ? { suiteTicket: facts.suiteTicket } : {}
    const eventType = bringsTicket(event) ? 'suite_ticket' : event
    return async () => {
      const ack = await streamHub.send({ eventType, corpId, bornAt: facts.bornAt, data }, signal)
      if (ack === 'SUCCESS') return undefined
      return ack === 'LATER' ? 'the app asks for it later' : 'no acknowledgement'
    }
  }

  return {
    async push(request = {}) {
      const { event = 'suite_ticket', url = options.callbackUrl, again = false, rowAs = 'text' } = request
      const { attempts: maxAttempts = options.maxPushAttempts } = request
      const { signal } = ending
      const suiteTicket = bringsTicket(event) && !again ? suiteTickets.renew() : suiteTickets.current()
      const startedAt = now()
      const attempt = attemptOf(
        event,
        url,
        { suiteKey, suiteTicket, corpId, bornAt: startedAt, rowAs },
        signal,
      )
      const id = nextId++
      for (let attempts = 1; ; attempts++) {
        const reason = await attempt().catch(() => 'the emulator gave up')
        const taken = reason === undefined
        const entry = { event, via: url ? 'http' : 'stream', startedAt, attempts, taken, reason } as const
        if (!signal.aborted) pushed.set(id, entry)
        if (taken || attempts >= maxAttempts || signal.aborted) {
          onEnd(entry)
          return entry
        }
        await sleep(pushRetryMs, undefined, { signal }).catch(() => {})
      }
    },
    list: () => [...pushed.values()].slice(-MAX_LISTED),
    reset() {
      ending.abort()
      ending = new AbortController()
      pushed.clear()
    },
  }
}
