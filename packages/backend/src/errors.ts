/**
 * The one error this package throws on purpose. Its `code` decides the HTTP status; its
 * `message` is for the log and never leaves the server; its `details` are what the client
 * may read. Mistakes of a programmer or operator are plain `TypeError`s, thrown at start.
 */

import { ERROR_CODES, type ErrorCode, type Refusal } from './contract/index.ts'

export interface MediaErrorOptions extends ErrorOptions {
  /** What the client may read besides the code. */
  readonly details?: Readonly<Record<string, unknown>> | undefined
  /** DingTalk's own number, for `upstream_busy` and `upstream_refused`. @default the code's */
  readonly errcode?: number | undefined
  /** DingTalk's number where the client is not to see it; for metrics. */
  readonly upstreamErrcode?: number | undefined
  /** Seconds until the client should try again; sent as `Retry-After`. */
  readonly retryAfter?: number | undefined
}

export class MediaError extends Error {
  override readonly name = 'MediaError'
  readonly code: ErrorCode
  readonly errcode: number
  readonly details: Readonly<Record<string, unknown>> | undefined
  readonly upstreamErrcode: number | undefined
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, message: string, options: MediaErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.errcode = options.errcode ?? ERROR_CODES[code].errcode
    this.details = options.details
    this.upstreamErrcode = options.upstreamErrcode
    this.retryAfter = options.retryAfter
  }

  get status(): (typeof ERROR_CODES)[ErrorCode]['status'] {
    return ERROR_CODES[this.code].status
  }

  get retriable(): boolean {
    return ERROR_CODES[this.code].retriable
  }
}

/** A refusal as an error, its facts spelled as on the wire. */
export function refusalError(refusal: Refusal): MediaError {
  const { code, ...facts } = refusal
  const details = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  )
  return new MediaError(code, `Refused: ${code}`, {
    details: Object.keys(details).length > 0 ? details : undefined,
  })
}
