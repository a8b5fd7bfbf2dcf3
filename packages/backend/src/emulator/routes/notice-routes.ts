/**
 * `POST /topapi/message/corpconversation/asyncsend_v2`: work notices. Takes JSON, or a form whose `msg` is
 * JSON, as DingTalk's Java SDK sends it.
 */

import { Hono } from 'hono'
import type { EmulatorEnv } from '../arrival.ts'
import type { EmulatorCore } from '../emulator-core.ts'
import { errcodeAnswer, requestId } from '../errcode-answer.ts'
import { answerTopapi } from './dingtalk-answer.ts'

/** The work notice call; errors come in the shape of all `topapi` calls. */
export function noticeRoutes({ accessTokens, notices }: EmulatorCore): Hono<EmulatorEnv> {
  return new Hono<EmulatorEnv>().post('/topapi/message/corpconversation/asyncsend_v2', (c) => {
    const token = c.req.query('access_token')
    if (!token) return answerTopapi(c, errcodeAnswer(40000, 'sub_code', 'access_token is blank'))
    const tokenErrcode = accessTokens.check(token)
    if (tokenErrcode !== 0) return answerTopapi(c, errcodeAnswer(tokenErrcode, 'sub_code'))
    const sent = notices.send(
      readNotice(c.req.header('content-type') ?? '', c.env.arrival?.body.toString('utf8') ?? ''),
    )
    if (!('taskId' in sent)) return answerTopapi(c, errcodeAnswer(sent.errcode, 'sub_code'))
    return answerTopapi(c, { errcode: 0, errmsg: 'ok', task_id: sent.taskId, request_id: requestId() })
  })
}

function readNotice(contentType: string, text: string): unknown {
  try {
    if (!contentType.includes('x-www-form-urlencoded')) return JSON.parse(text)
    const fields = Object.fromEntries(new URLSearchParams(text))
    return { ...fields, msg: JSON.parse(fields.msg ?? 'null') }
  } catch {
    return undefined
  }
}
