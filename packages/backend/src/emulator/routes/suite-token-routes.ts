/**
 * The two ways to the access token that a third-party app has in an organisation: another one each time,
 * and only for the suite ticket in force.
 */

import { type Context, Hono } from 'hono'
import type { EmulatorEnv } from '../arrival.ts'
import type { EmulatorCore } from '../emulator-core.ts'
import { checkSignedTicket } from '../signed-ticket.ts'
import { answerErrcode } from './dingtalk-answer.ts'
import { jsonBody } from './json-body.ts'
import { refuseV1 } from './refuse-v1.ts'

/** `POST /service/get_corp_token` and `POST /v1.0/oauth2/corpAccessToken`. */
export function suiteTokenRoutes(core: EmulatorCore): Hono<EmulatorEnv> {
  const { accessTokens, suiteTickets, options } = core
  const isAuthorised = (corpId: unknown): corpId is string =>
    [options.corpId, ...options.otherCorpIds].some((known) => known === corpId)

  function refusalOf(c: Context<EmulatorEnv>): number {
    const { accessKey = '', timestamp = '', suiteTicket = '', signature = '' } = c.req.query()
    if (accessKey !== options.suiteKey) return 853003
    const unsigned = checkSignedTicket(
      { timestamp, suiteTicket, signature },
      options.suiteSecret,
      options.now(),
    )
    if (unsigned !== 0) return unsigned
    if (!suiteTickets.accepts(suiteTicket)) return 40085
    return isAuthorised(jsonBody(c).auth_corpid) ? 0 : 43007
  }

  return new Hono<EmulatorEnv>()
    .post('/service/get_corp_token', (c) => {
      const errcode = refusalOf(c)
      if (errcode !== 0) return answerErrcode(c, errcode)
      const { token, lifeSeconds } = accessTokens.issueForCorp(String(jsonBody(c).auth_corpid))
      return c.json({ errcode: 0, errmsg: 'ok', access_token: token, expires_in: lifeSeconds })
    })
    .post('/v1.0/oauth2/corpAccessToken', (c) => {
      const { suiteKey, suiteSecret, authCorpId, suiteTicket } = jsonBody(c)
      if (suiteKey !== options.suiteKey || suiteSecret !== options.suiteSecret) {
        return refuseV1(c, 400, 'invalidSuiteKey', 'suitekey不合法')
      }
      if (!suiteTickets.accepts(suiteTicket))
        return refuseV1(c, 400, 'invalidSuiteTicket', 'suiteTicket不合法')
      if (!isAuthorised(authCorpId)) return refuseV1(c, 400, 'invalidAuthInfo', '授权关系不存在')
      const { token, lifeSeconds } = accessTokens.issueForCorp(authCorpId)
      return c.json({ accessToken: token, expireIn: lifeSeconds })
    })
}
