/**
 * A suite ticket as DingTalk pushes it, by whichever way. It pushes a new one every few hours, and
 * with that the one before is void.
 */

import type { AnswerBody } from './answer.ts'

export interface PushedTicket {
  readonly suiteTicket: string
  /** When DingTalk made it, in milliseconds since 1970: of two, the later one counts. */
  readonly bornAt: number
}

const MAX_TICKET_LENGTH = 1024

/** In 2001, and so before DingTalk was. */
const EARLIEST = 1_000_000_000_000

/** As seconds in the year 5138, as milliseconds in 1973: no ticket is of either. */
const MAX_SECONDS = 100_000_000_000

/** A ticket, unless this text is none; born no later than it was sent. */
export function pushedTicket(
  suiteTicket: unknown,
  bornAt: unknown,
  sentAt: number,
): PushedTicket | undefined {
  if (typeof suiteTicket !== 'string' || suiteTicket === '' || suiteTicket.length > MAX_TICKET_LENGTH) {
    return undefined
  }
  const time = inMilliseconds(Number(bornAt))
  // A time that cannot be would keep every later ticket out, or this one.
  return { suiteTicket, bornAt: time > EARLIEST && time < sentAt ? time : sentAt }
}

/** DingTalk writes times in seconds, too: such a ticket would be older than any other, and never be used. */
function inMilliseconds(time: number): number {
  return time < MAX_SECONDS ? time * 1000 : time
}

/** An object, given as one or as JSON in a text: DingTalk does both. `undefined` when it is neither. */
export function looseObject(value: unknown): AnswerBody | undefined {
  const object = typeof value === 'string' ? parsed(value) : value
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return undefined
  return Object.assign(Object.create(null), object)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
