/**
 * What DingTalk writes into its pushes, by event, and what it wants to read in return.
 */

/** The events that the emulator can push. */
export const PUSH_EVENTS = [
  'suite_ticket',
  'SYNC_HTTP_PUSH_HIGH',
  'SYNC_HTTP_PUSH_MEDIUM',
  'check_url',
  'check_create_suite_url',
  'check_update_suite_url',
  'tmp_auth_code',
] as const

export type PushEvent = (typeof PUSH_EVENTS)[number]

export interface PushFacts {
  readonly suiteKey: string
  readonly suiteTicket: string
  readonly corpId: string
  /** Milliseconds since 1970. */
  readonly bornAt: number
  /** Sources show the rows of SyncHTTP in both spellings. */
  readonly rowAs: 'text' | 'object'
}

/** Whether a push of this event brings a suite ticket. */
export function bringsTicket(event: PushEvent): boolean {
  return event === 'suite_ticket' || event === 'SYNC_HTTP_PUSH_HIGH'
}

/** The message of an HTTP push, and the answer that ends its repetition. */
export function pushMessage(
  event: PushEvent,
  { suiteKey, suiteTicket, corpId, bornAt, rowAs }: PushFacts,
): { readonly message: object; readonly wants: string } {
  const random = crypto.randomUUID().slice(0, 8)
  switch (event) {
    case 'suite_ticket':
      return {
        message: { SuiteKey: suiteKey, EventType: event, TimeStamp: bornAt, SuiteTicket: suiteTicket },
        wants: 'success',
      }
    case 'SYNC_HTTP_PUSH_HIGH':
    case 'SYNC_HTTP_PUSH_MEDIUM': {
      const row = bringsTicket(event)
        ? { syncAction: 'suite_ticket', suiteTicket }
        : { syncAction: 'org_update' }
      const biz_data = rowAs === 'object' ? row : JSON.stringify(row)
      const times = { gmt_create: bornAt, gmt_modified: bornAt, open_cursor: 0 }
      const names = { id: 1, biz_type: 2, biz_id: 'suiteid', subscribe_id: `${suiteKey}_0`, corp_id: corpId }
      return {
        message: { EventType: event, bizData: [{ ...times, ...names, biz_data, status: 0 }] },
        wants: 'success',
      }
    }
    case 'check_create_suite_url':
    case 'check_update_suite_url':
      return { message: { EventType: event, Random: random, TestSuiteKey: suiteKey }, wants: random }
    case 'tmp_auth_code':
      return {
        message: { EventType: event, SuiteKey: suiteKey, AuthCode: random, AuthCorpId: corpId },
        wants: 'success',
      }
    case 'check_url':
      return { message: { EventType: event }, wants: 'success' }
  }
}
