/**
 * Checks the signature that a third-party app puts under its suite ticket. The codes are documented for
 * another call that is signed in the same way.
 */

import { createHmac, timingSafeEqual } from 'node:crypto'

export interface SignedTicket {
  readonly timestamp: string
  readonly suiteTicket: string
  /** In base64. */
  readonly signature: string
}

/** DingTalk's clock and the app's may be apart by so much. */
const MAX_SKEW_MS = 60_000

/** 0, or the errcode of what is wrong: 853001 and 853002 the timestamp, 853004 the signature. */
export function checkSignedTicket(
  { timestamp, suiteTicket, signature }: SignedTicket,
  suiteSecret: string,
  now: number,
): 0 | 853001 | 853002 | 853004 {
  if (!/^\d{13}$/.test(timestamp)) return 853001
  if (Math.abs(now - Number(timestamp)) > MAX_SKEW_MS) return 853002
  const expected = createHmac('sha256', suiteSecret).update(`${timestamp}\n${suiteTicket}`).digest()
  const given = Buffer.from(signature, 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected) ? 0 : 853004
}
