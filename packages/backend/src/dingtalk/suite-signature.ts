/**
 * How a third-party app proves itself to DingTalk's older API: by a signature over the time
 * and its newest suite ticket.
 */

import { encodeBase64 } from './base64.ts'

export interface SignedTicket {
  /** Milliseconds since 1970, in decimal. */
  readonly timestamp: string
  readonly suiteTicket: string
}

/** Resolves to the signature in base64: HMAC-SHA-256 of time, line feed and ticket under the suite secret. */
export async function signSuiteTicket(
  { timestamp, suiteTicket }: SignedTicket,
  suiteSecret: string,
): Promise<string> {
  const utf8 = new TextEncoder()
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', utf8.encode(suiteSecret), hmac, false, ['sign'])
  const signature = await crypto.subtle.sign('HMAC', key, utf8.encode(`${timestamp}\n${suiteTicket}`))
  return encodeBase64(new Uint8Array(signature))
}
