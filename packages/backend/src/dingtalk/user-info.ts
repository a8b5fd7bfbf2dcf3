/**
 * Whom an auth code names. DingTalk's client gives such a code to a page of the app: it is good once, for
 * five minutes, and only together with the app's own access token.
 */

import { MediaError } from '../errors.ts'
import { readAnswer } from './answer.ts'
import { type CallOptions, callDingTalk } from './call.ts'
import { meaningOf } from './errcodes.ts'
import type { DingTalkHosts } from './hosts.ts'
import { looseObject } from './pushed-ticket.ts'

/** As long as a grant's subject may be. */
const MAX_USER_ID_LENGTH = 256

/** The code is unknown, used up or too old. */
const UNKNOWN_CODE = 40078

/**
 * `POST /topapi/v2/user/getuserinfo`. Resolves to the user's id in the organisation. Throws `grant_invalid` for a
 * code that names nobody, `token_rejected`, `upstream_busy`, `upstream_refused` or `upstream_…`.
 */
export async function getUserId(
  hosts: DingTalkHosts,
  { accessToken, code }: { readonly accessToken: string; readonly code: string },
  options: CallOptions,
): Promise<string> {
  const url = `${hosts.oapi}/topapi/v2/user/getuserinfo?access_token=${encodeURIComponent(accessToken)}`
  const { status, text } = await callDingTalk(url, { code }, options)
  const { errcode, body } = readAnswer(status, text)
  if (errcode !== 0) throw refused(errcode)
  const userId = looseObject(body.result)?.userid
  if (typeof userId !== 'string' || userId === '' || userId.length > MAX_USER_ID_LENGTH) {
    throw new MediaError('upstream_invalid', 'DingTalk answered without a usable user id')
  }
  return userId
}

function refused(errcode: number): MediaError {
  if (errcode === UNKNOWN_CODE) {
    return new MediaError('grant_invalid', 'DingTalk does not know the auth code', {
      details: { field: 'code' },
      upstreamErrcode: errcode,
    })
  }
  const { code, remedy, retryAfter } = meaningOf(errcode)
  const options = code === 'token_rejected' ? { retryAfter: 1 } : { errcode, retryAfter }
  return new MediaError(code, `DingTalk answered ${errcode}. ${remedy}`, {
    ...options,
    upstreamErrcode: errcode,
  })
}
