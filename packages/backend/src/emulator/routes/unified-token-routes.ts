/**
 * The way to an access token that is the same for both kinds of app. No suite ticket is asked for.
 */

import { Hono } from 'hono'
import type { EmulatorEnv } from '../arrival.ts'
import type { EmulatorCore } from '../emulator-core.ts'
import { jsonBody } from './json-body.ts'
import { refuseV1 } from './refuse-v1.ts'

/** `POST /v1.0/oauth2/{corpId}/token`. */
export function unifiedTokenRoutes({ accessTokens, options }: EmulatorCore): Hono<EmulatorEnv> {
  const { appKey, appSecret, suiteKey, suiteSecret, corpId, otherCorpIds } = options
  return new Hono<EmulatorEnv>().post('/v1.0/oauth2/:corpId/token', (c) => {
    const { client_id, client_secret, grant_type } = jsonBody(c)
    const asked = c.req.param('corpId')
    if (grant_type !== 'client_credentials') {
      return refuseV1(c, 400, 'unsupported.grant.type', '不支持的grant_type')
    }
    const internal = client_id === appKey && client_secret === appSecret
    const thirdParty = client_id === suiteKey && client_secret === suiteSecret
    if (!internal && !thirdParty) return refuseV1(c, 400, 'invalid.client', '无效的client')
    // Seen on the wire for a corp that there is not.
    if (![corpId, ...otherCorpIds].includes(asked)) return refuseV1(c, 500, 'unknownError', '未知错误')
    if (internal && asked !== corpId) return refuseV1(c, 401, 'unauthorized.client', '应用未被授权')
    const { token, lifeSeconds } = internal ? accessTokens.issue() : accessTokens.issueForCorp(asked)
    return c.json({ access_token: token, expires_in: lifeSeconds })
  })
}
