/**
 * Where a page runs.
 */

/** Whether this page runs inside DingTalk's client, on whichever platform. */
export function isInDingTalk(): boolean {
  return /DingTalk/i.test(navigator.userAgent)
}
