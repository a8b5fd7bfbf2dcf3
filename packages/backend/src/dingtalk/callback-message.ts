/**
 * What an opened push says, and what DingTalk wants to read in return. Whatever it says, it must be
 * answered, or it is pushed again and again and in the end no more.
 */

import { looseObject, type PushedTicket, pushedTicket } from './pushed-ticket.ts'

export interface CallbackMessage {
  /** What to seal and answer, once the ticket is stored. */
  readonly reply: string
  /** The newest of the tickets in it. */
  readonly ticket: PushedTicket | undefined
}

const MAX_RANDOM_LENGTH = 256

/** Reads a push that was sent at this time, in milliseconds since 1970. `undefined` when it is no JSON object. */
export function readCallbackMessage(text: string, sentAt: number): CallbackMessage | undefined {
  const message = looseObject(text)
  if (!message) return undefined
  switch (message.EventType) {
    case 'suite_ticket':
      return success(pushedTicket(message.SuiteTicket, message.TimeStamp, sentAt))
    case 'SYNC_HTTP_PUSH_HIGH':
    case 'SYNC_HTTP_PUSH_MEDIUM':
      return success(syncedTicket(message.bizData, sentAt))
    case 'check_create_suite_url':
    case 'check_update_suite_url':
      return { reply: shortText(message.Random) ?? 'success', ticket: undefined }
    default:
      // check_url, tmp_auth_code and all that a relay has no use for.
      return success(undefined)
  }
}

function success(ticket: PushedTicket | undefined): CallbackMessage {
  return { reply: 'success', ticket }
}

/** SyncHTTP pushes rows of a table; those of one action hold a ticket. */
function syncedTicket(rows: unknown, sentAt: number): PushedTicket | undefined {
  let newest: PushedTicket | undefined
  for (const row of Array.isArray(rows) ? rows : []) {
    const { biz_data, gmt_modified } = looseObject(row) ?? {}
    const { syncAction, suiteTicket } = looseObject(biz_data) ?? {}
    if (syncAction !== 'suite_ticket') continue
    const ticket = pushedTicket(suiteTicket, gmt_modified, sentAt)
    if (ticket && ticket.bornAt >= (newest?.bornAt ?? 0)) newest = ticket
  }
  return newest
}

function shortText(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= MAX_RANDOM_LENGTH ? value : undefined
}
