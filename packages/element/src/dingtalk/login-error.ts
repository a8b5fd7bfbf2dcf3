/**
 * Why there is no grant from DingTalk's client. The message is for the page's developer.
 */

import type { ErrorCode } from '@dt-media/backend/contract'

/** Ours, or the relay's own code where that has refused. */
export type LoginErrorCode =
  | 'not_in_dingtalk'
  | 'no_jsapi'
  | 'no_corp'
  | 'no_auth_code'
  | 'no_answer'
  | ErrorCode

export class LoginError extends Error {
  override readonly name = 'LoginError'
  readonly code: LoginErrorCode

  constructor(code: LoginErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
