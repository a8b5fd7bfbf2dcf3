/**
 * Where an app learns how to reach the Stream gateway, which is this server, too.
 */

import { Hono } from 'hono'
import type { EmulatorEnv } from '../arrival.ts'
import type { EmulatorCore } from '../emulator-core.ts'
import { jsonBody } from './json-body.ts'
import { refuseV1 } from './refuse-v1.ts'

/** `POST /v1.0/gateway/connections/open`. */
export function streamRoutes(core: EmulatorCore): Hono<EmulatorEnv> {
  const { appKey, appSecret, suiteKey, suiteSecret } = core.options
  return new Hono<EmulatorEnv>().post('/v1.0/gateway/connections/open', (c) => {
    const { clientId, clientSecret, subscriptions } = jsonBody(c)
    const known =
      (clientId === suiteKey && clientSecret === suiteSecret) ||
      (clientId === appKey && clientSecret === appSecret)
    if (!known) return refuseV1(c, 401, 'authFailed', '鉴权失败')
    if (!Array.isArray(subscriptions) || subscriptions.length === 0) {
      return refuseV1(c, 400, 'param.error', '订阅为空')
    }
    const endpoint = `${core.url.replace(/^http/, 'ws')}/connect`
    return c.json({ endpoint, ticket: core.streamHub.issueTicket() })
  })
}
