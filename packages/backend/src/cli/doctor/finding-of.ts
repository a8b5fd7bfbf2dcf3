/**
 * Turns an error of a call to DingTalk into what an operator reads.
 */

import type { ErrorCode } from '../../contract/index.ts'
import { meaningOf } from '../../dingtalk/errcodes.ts'
import { tokenRemedy } from '../../dingtalk/token-errcodes.ts'
import { MediaError } from '../../errors.ts'
import { Finding } from './step.ts'

const BETWEEN =
  'Something in between answers in its place: a proxy, a portal, or DINGTALK_OAPI_URL and DINGTALK_API_URL. Look what curl gets from that host.'

const REMEDIES: Readonly<Partial<Record<ErrorCode, string>>> = {
  upstream_unreachable: 'The connection broke. Look at the firewall; try again.',
  upstream_timeout: 'Look at the firewall and the network; try again.',
  upstream_invalid: BETWEEN,
  upstream_busy:
    'DingTalk bans an address that calls too often for five minutes. Wait; who else calls from this address?',
}

/** What is wrong, in our own words. An error that we do not know stays as it is. */
export function findingOf(error: unknown): unknown {
  if (!(error instanceof MediaError)) return error
  const { upstreamErrcode, details } = error
  if (upstreamErrcode !== undefined) {
    return new Finding(`DingTalk refuses it: ${upstreamErrcode}`, meaningOf(upstreamErrcode).remedy)
  }
  const reason = details?.upstream_errcode
  if (typeof reason === 'string' || typeof reason === 'number') {
    return new Finding(`DingTalk refuses it: ${reason}`, tokenRemedy(reason))
  }
  const remedy = REMEDIES[error.code]
  return new Finding(error.message, ...(remedy ? [remedy] : []))
}
