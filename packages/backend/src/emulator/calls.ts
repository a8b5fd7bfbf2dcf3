/**
 * The DingTalk calls that the emulator knows, by path. Everything else below the root is
 * DingTalk's "no such URI"; everything below `/emulator` is our own control.
 */

const PATHS = {
  '/gettoken': 'gettoken',
  '/v1.0/oauth2/accessToken': 'accessToken',
  '/media/upload': 'upload',
  '/media/downloadFile': 'downloadFile',
  '/topapi/message/corpconversation/asyncsend_v2': 'notice',
} as const

/** One of DingTalk's calls, as faults and counters name it. */
export type EmulatorCall = (typeof PATHS)[keyof typeof PATHS]

/** All calls, in the order of the table. */
export const EMULATOR_CALLS: readonly EmulatorCall[] = Object.values(PATHS)

/** The call behind a request's path; `undefined` for any other path. */
export function callOf(path: string): EmulatorCall | undefined {
  return Object.hasOwn(PATHS, path) ? PATHS[path as keyof typeof PATHS] : undefined
}
