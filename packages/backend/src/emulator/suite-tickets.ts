/**
 * The suite ticket of the third-party app: a new one makes the one before void, and a token is given
 * only for the one in force, once that has been pushed.
 */

import type { ResolvedOptions } from './emulator-options.ts'

export interface SuiteTickets {
  /** The ticket in force, or a new one where there is none yet. */
  current(): string
  /** A new ticket, in force from now on. */
  renew(): string
  /** Whether a token is given for this one. */
  accepts(ticket: unknown): boolean
}

/** No ticket yet. */
export function createSuiteTickets({
  anySuiteTicket,
}: Pick<ResolvedOptions, 'anySuiteTicket'>): SuiteTickets {
  let ticket: string | undefined
  function renew(): string {
    ticket = crypto.randomUUID().replaceAll('-', '')
    return ticket
  }
  return {
    current: () => ticket ?? renew(),
    renew,
    accepts: (given) => typeof given === 'string' && given !== '' && (anySuiteTicket || given === ticket),
  }
}
