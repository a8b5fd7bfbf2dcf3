/**
 * The newest suite ticket, in the store, so that any replica may receive it and all can use it.
 * It is written as locks are, which no store forgets early: the next one comes only hours later.
 */

import type { PushedTicket } from '../dingtalk/pushed-ticket.ts'
import { MediaError } from '../errors.ts'
import { reachStore } from '../store/reach-store.ts'
import type { Store } from '../store/store.ts'

export interface SuiteTicketsOptions {
  readonly store: Store
  readonly suiteKey: string
  /** Told of each ticket that is now the newest. @default nobody is */
  readonly onKept?: () => void
}

export interface SuiteTickets {
  /** Throws `token_unavailable` until one has been pushed, `store_unavailable` when that cannot be told. */
  newest(): Promise<string>
  /** Resolves once the ticket is stored, or a later one is. Throws `store_unavailable`. */
  keep(ticket: PushedTicket): Promise<void>
}

/** A ticket does not expire by itself; what has been silent for so long is given up. */
const KEPT_MS = 90 * 24 * 3_600_000
const MAX_ATTEMPTS = 10

export function createSuiteTickets({ store, suiteKey, onKept }: SuiteTicketsOptions): SuiteTickets {
  const key = `suite-ticket:${suiteKey}`

  return {
    async newest() {
      const text = await reached(store.get(key))
      if (text === undefined) {
        throw new MediaError('token_unavailable', 'DingTalk has not pushed a suite ticket yet', {
          details: { waiting_for: 'suite_ticket' },
        })
      }
      return (JSON.parse(text) as PushedTicket).suiteTicket
    },
    async keep(ticket) {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const text = await reached(store.get(key))
        if (text !== undefined) {
          if ((JSON.parse(text) as PushedTicket).bornAt >= ticket.bornAt) return
          // Until the next line there is none; but the older one is void since the newer one was born.
          await reached(store.compareAndDelete(key, text))
        }
        if (await reached(store.setIfAbsent(key, JSON.stringify(ticket), { expiresInMs: KEPT_MS }))) {
          onKept?.()
          return
        }
      }
      throw new MediaError('store_unavailable', 'A suite ticket could not be stored')
    },
  }
}

function reached<T>(step: Promise<T>): Promise<T> {
  return reachStore(step, 'The suite ticket is out of reach')
}
