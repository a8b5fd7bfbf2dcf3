/**
 * Who wants to know what the relay does: the log, the metrics. What they are told is safe to
 * write down: no secret, no URL, no text of DingTalk's.
 */

import type { ErrorCode, MediaType } from './contract/index.ts'

/** How an upload ended. */
export interface UploadReport {
  readonly requestId: string
  readonly outcome: 'ok' | ErrorCode
  readonly status: number
  readonly durationMs: number
  /** Who uploaded: a grant's subject, or a network address. */
  readonly subject?: string | undefined
  readonly type?: MediaType | undefined
  readonly format?: string | undefined
  /** The file's, as far as it came. */
  readonly bytes: number
  /** Why not, in our own words. */
  readonly reason?: string | undefined
}

/** One call to DingTalk. */
export interface CallReport {
  readonly call: 'upload' | 'token' | 'login'
  readonly durationMs: number
  /** `ok`, our code, or DingTalk's number. */
  readonly result: string
}

export interface Observer {
  uploadBegan?(): void
  uploadEnded?(report: UploadReport): void
  callEnded?(report: CallReport): void
  /** A page of an origin that is not listed was refused; what it says its origin is, is the client's text. */
  originRefused?(origin: string, requestId: string): void
  /** An upload was counted against the month's of an organisation; an internal app need not know which it is. */
  quotaUsed?(used: number, limit: number, corp?: string | undefined): void
  /** DingTalk has pushed a new suite ticket, and it is kept. */
  ticketKept?(): void
  /** Something an operator should look at. */
  warned?(message: string, fields?: Readonly<Record<string, string | number>>): void
  /** A defect of ours, with its stack. */
  failed?(error: unknown, requestId: string): void
}

/** Tells several. One that fails is passed over: whoever only looks on must not cost an upload. */
export function observers(all: readonly Observer[]): Required<Observer> {
  function tell(one: (observer: Observer) => void): void {
    for (const observer of all) {
      try {
        one(observer)
      } catch {}
    }
  }
  return {
    uploadBegan: () => tell((one) => one.uploadBegan?.()),
    uploadEnded: (report) => tell((one) => one.uploadEnded?.(report)),
    callEnded: (report) => tell((one) => one.callEnded?.(report)),
    originRefused: (origin, requestId) => tell((one) => one.originRefused?.(origin, requestId)),
    quotaUsed: (...told) => tell((one) => one.quotaUsed?.(...told)),
    ticketKept: () => tell((one) => one.ticketKept?.()),
    warned: (message, fields) => tell((one) => one.warned?.(message, fields)),
    failed: (error, requestId) => tell((one) => one.failed?.(error, requestId)),
  }
}
