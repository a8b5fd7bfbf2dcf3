/**
 * Why DingTalk gives no access token, by its number on the older API and by its code on the newer, and what
 * the operator can do. The same number can mean something else for an upload.
 */

const CREDENTIALS =
  "The app's key or secret is wrong, or the app lives in the other region: look at DINGTALK_REGION, and copy both anew from the developer console."
const SUITE_CREDENTIALS =
  'The suite key or secret is wrong, or the app lives in the other region: look at DINGTALK_REGION, and copy both anew from the developer console.'
const NOT_AUTHORISED =
  'The organisation has not authorised the app, or the corp id is wrong. It stands in the console, and in the address of every page with $CORPID$.'
const TICKET =
  'The suite ticket is not the newest one, which alone is good. Push it again from the developer console; look whether the relay receives pushes.'
const SIGNATURE_TIME = "This machine's clock is more than a minute off. Let it be set by NTP."

/** What to do, by DingTalk's number or code. */
export const TOKEN_ERRCODES: Readonly<Record<string, string>> = {
  '-1': 'DingTalk is busy. The relay tries again by itself.',
  '33001': NOT_AUTHORISED,
  '40001': CREDENTIALS,
  '40035': 'A parameter is missing: is the key or the secret empty?',
  '40082': SUITE_CREDENTIALS,
  '40085': TICKET,
  '40089': CREDENTIALS,
  '40096': CREDENTIALS,
  '43007': NOT_AUTHORISED,
  '60011': 'The app lacks a permission. Grant it in the developer console.',
  '60020': "This machine's address is not on the app's IP whitelist. Add it in the developer console.",
  '853001': SIGNATURE_TIME,
  '853002': SIGNATURE_TIME,
  '853003': SUITE_CREDENTIALS,
  '853004': SUITE_CREDENTIALS,
  '90002': 'Calls come too often, or the key is empty. Wait a minute.',
  '90003': 'Calls come too often, or the secret is empty. Wait a minute.',
  invalidClientIdOrSecret: CREDENTIALS,
  'invalid.client': CREDENTIALS,
  'unauthorized.client': NOT_AUTHORISED,
  unknownError: NOT_AUTHORISED,
  invalidSuiteKey: SUITE_CREDENTIALS,
  invalidSuiteTicket: TICKET,
  invalidAuthInfo: NOT_AUTHORISED,
  authFailed: CREDENTIALS,
}

/** What an operator can do about a number or code that came instead of a token. */
export function tokenRemedy(reason: string | number): string {
  const known = Object.hasOwn(TOKEN_ERRCODES, reason) ? TOKEN_ERRCODES[reason] : undefined
  return known ?? "Look it up in DingTalk's list of error codes."
}
