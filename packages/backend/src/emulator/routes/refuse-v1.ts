/**
 * Says no as DingTalk's newer host does: by HTTP status, with a code in words.
 */

import type { Context } from 'hono'
import { requestId } from '../errcode-answer.ts'

/** An error of the newer API. */
export function refuseV1(c: Context, status: 400 | 401 | 500, code: string, message: string): Response {
  return c.json({ requestid: requestId(), code, message }, status)
}
