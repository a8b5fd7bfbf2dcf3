/**
 * The DingTalk calls that the emulator knows, by path. Everything else below the root is
 * DingTalk's "no such URI"; everything below `/emulator` is our own control.
 */

const PATHS = {
  '/gettoken': 'gettoken',
  '/v1.0/oauth2/accessToken': 'accessToken',
  '/v1.0/oauth2/{corpId}/token': 'unifiedToken',
  '/service/get_corp_token': 'getCorpToken',
  '/v1.0/oauth2/corpAccessToken': 'corpAccessToken',
  '/v1.0/gateway/connections/open': 'streamOpen',
  '/topapi/v2/user/getuserinfo': 'userInfo',
  '/media/upload': 'upload',
  '/media/downloadFile': 'downloadFile',
  '/topapi/message/corpconversation/asyncsend_v2': 'notice',
} as const

/** One of DingTalk's calls, as faults and counters name it. */
export type EmulatorCall = (typeof PATHS)[keyof typeof PATHS]

/** All calls, in the order of the table. */
export const EMULATOR_CALLS: readonly EmulatorCall[] = Object.values(PATHS)

/** The ways to an access token. */
export const TOKEN_CALLS = [
  'gettoken',
  'accessToken',
  'unifiedToken',
  'getCorpToken',
  'corpAccessToken',
] as const satisfies readonly EmulatorCall[]

/** The call behind a request's path; `undefined` for any other path. */
export function callOf(path: string): EmulatorCall | undefined {
  const known = path.replace(/^(\/v1\.0\/oauth2\/)[^/]+(\/token)$/, '$1{corpId}$2')
  return Object.hasOwn(PATHS, known) ? PATHS[known as keyof typeof PATHS] : undefined
}
