/**
 * `POST /topapi/v2/user/getuserinfo`: whom an auth code names. A code is good once, and for an app in
 * its own organisation.
 */

import { Hono } from 'hono'
import type { EmulatorEnv } from '../arrival.ts'
import type { EmulatorCore } from '../emulator-core.ts'
import { errcodeAnswer, requestId } from '../errcode-answer.ts'
import { answerTopapi } from './dingtalk-answer.ts'
import { jsonBody } from './json-body.ts'

/** The user call; errors come in the shape of all `topapi` calls. */
export function userRoutes({ accessTokens, authCodes }: EmulatorCore): Hono<EmulatorEnv> {
  return new Hono<EmulatorEnv>().post('/topapi/v2/user/getuserinfo', (c) => {
    const token = c.req.query('access_token')
    if (!token) return answerTopapi(c, errcodeAnswer(40000, 'sub_code', 'access_token is blank'))
    const tokenErrcode = accessTokens.check(token)
    if (tokenErrcode !== 0) return answerTopapi(c, errcodeAnswer(tokenErrcode, 'sub_code'))
    const user = authCodes.redeem(jsonBody(c).code, accessTokens.corpOf(token))
    if (!user) return answerTopapi(c, errcodeAnswer(40078, 'sub_code'))
    const result = {
      ...user,
      device_id: 'emulator',
      sys: false,
      sys_level: 0,
      unionid: `union-${user.userid}`,
    }
    return answerTopapi(c, { errcode: 0, errmsg: 'ok', result, request_id: requestId() })
  })
}
