/**
 * The two ways to an internal app's access token. Both give the same one; only their spelling differs.
 */

import { Hono } from 'hono'
import type { EmulatorEnv } from '../arrival.ts'
import type { EmulatorCore } from '../emulator-core.ts'
import { answerErrcode } from './dingtalk-answer.ts'
import { jsonBody } from './json-body.ts'
import { refuseV1 } from './refuse-v1.ts'

/** `GET /gettoken` and `POST /v1.0/oauth2/accessToken`. */
export function tokenRoutes({ accessTokens, options }: EmulatorCore): Hono<EmulatorEnv> {
  return new Hono<EmulatorEnv>()
    .get('/gettoken', (c) => {
      // The old names of the two parameters are still read.
      const appKey = c.req.query('appkey') ?? c.req.query('corpid')
      const appSecret = c.req.query('appsecret') ?? c.req.query('corpsecret')
      if (!appKey) return c.json({ errcode: 40035, errmsg: '缺少参数 corpid or appkey' })
      if (appKey !== options.appKey || appSecret !== options.appSecret) return answerErrcode(c, 40096)
      const { token, lifeSeconds } = accessTokens.issue()
      return c.json({ errcode: 0, access_token: token, errmsg: 'ok', expires_in: lifeSeconds })
    })
    .post('/v1.0/oauth2/accessToken', (c) => {
      const { appKey, appSecret } = jsonBody(c)
      if (appKey !== options.appKey || appSecret !== options.appSecret) {
        return refuseV1(c, 400, 'invalidClientIdOrSecret', '无效的clientId或者clientSecret')
      }
      const { token, lifeSeconds } = accessTokens.issue()
      return c.json({ accessToken: token, expireIn: lifeSeconds })
    })
}
