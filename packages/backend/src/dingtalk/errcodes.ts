/**
 * What DingTalk's error numbers mean for an upload. Source: "Global error codes" and
 * "Call limits" of DingTalk's open-platform documentation. A number that stands nowhere
 * here is `upstream_refused`: the file will not get in by trying again.
 */

import type { ErrorCode } from '../contract/index.ts'

export interface ErrcodeMeaning {
  readonly code: Extract<ErrorCode, 'token_rejected' | 'upstream_busy' | 'upstream_refused'>
  /** What happened and what the operator can do about it. For logs, the doctor and the docs. */
  readonly remedy: string
  /** Seconds to wait before another try. */
  readonly retryAfter?: number
}

const REFUSED = 'upstream_refused'
const BUSY = 'upstream_busy'
const REJECTED = 'token_rejected'

const FREQUENCY = { code: BUSY, retryAfter: 5, remedy: 'Calls come too often. Lower RELAY_PACE.' } as const

export const ERRCODES: Readonly<Record<string, ErrcodeMeaning>> = {
  '-1': { code: BUSY, retryAfter: 1, remedy: 'DingTalk is busy. The upload is tried again.' },
  '33001': {
    code: REJECTED,
    remedy: 'The token is of another organisation. Check the app key and the corp id.',
  },
  '40001': { code: REJECTED, remedy: 'The token or the secret is wrong. A new token is fetched.' },
  '40014': { code: REJECTED, remedy: 'The token is not valid any more. A new one is fetched.' },
  '42001': { code: REJECTED, remedy: 'The token has expired. A new one is fetched.' },
  '40004': { code: REFUSED, remedy: 'DingTalk does not take this media type.' },
  '40005': { code: REFUSED, remedy: 'DingTalk does not take this format.' },
  '40006': { code: REFUSED, remedy: 'DingTalk finds the file too large or too small.' },
  '40035': { code: REFUSED, remedy: 'A parameter is missing or wrong. Please report this.' },
  '41001': { code: REFUSED, remedy: 'The access token did not arrive. Please report this.' },
  '43007': { code: REFUSED, remedy: 'The organisation has not authorised the app.' },
  '44001': { code: REFUSED, remedy: 'DingTalk finds the file empty.' },
  '45001': { code: REFUSED, remedy: 'DingTalk finds the file too large.' },
  '45009': {
    code: BUSY,
    retryAfter: 60,
    remedy: 'The call limit is reached. Wait, or ask for a higher one.',
  },
  '48002': { code: REFUSED, remedy: 'The API is switched off for this app. Look at the developer console.' },
  '60011': { code: REFUSED, remedy: 'The app lacks the permission. Grant it in the developer console.' },
  '60020': {
    code: REFUSED,
    remedy: "The relay's address is not on the app's IP whitelist. Add it in the console.",
  },
  '90001': FREQUENCY,
  '90002': {
    code: BUSY,
    retryAfter: 2,
    remedy: 'DingTalk limits this API for everybody. The upload is tried again.',
  },
  '90003': FREQUENCY,
  '90004': FREQUENCY,
  '90005': FREQUENCY,
  '90006': FREQUENCY,
  '90007': FREQUENCY,
  '90008': FREQUENCY,
  '90009': FREQUENCY,
  '90010': FREQUENCY,
  '90011': FREQUENCY,
  '90012': FREQUENCY,
  '90013': FREQUENCY,
  '90014': FREQUENCY,
  '90015': FREQUENCY,
  '90016': FREQUENCY,
  '90017': FREQUENCY,
  '90018': {
    code: BUSY,
    retryAfter: 1,
    remedy: 'The app makes more than 20 calls a second. Lower RELAY_PACE.',
  },
  '90019': FREQUENCY,
  '90020': {
    code: REFUSED,
    remedy: "The organisation's monthly calls are used up. Upgrade, or wait for the next month.",
  },
}

const UNKNOWN: ErrcodeMeaning = {
  code: REFUSED,
  remedy: 'DingTalk refused the file. Look its number up in their list.',
}

/** What the relay does when DingTalk answers with this number. */
export function meaningOf(errcode: number): ErrcodeMeaning {
  return (Object.hasOwn(ERRCODES, errcode) && ERRCODES[errcode]) || UNKNOWN
}
