/**
 * The emulator as a Hono app: DingTalk's calls, its answer to any other path, and the control. It sees
 * requests that have arrived whole; what happens on the socket before is not its business.
 */

import { Hono } from 'hono'
import type { EmulatorEnv } from './arrival.ts'
import type { EmulatorControl } from './emulator-control.ts'
import type { EmulatorCore } from './emulator-core.ts'
import { errcodeAnswer } from './errcode-answer.ts'
import { faultAnswer } from './fault-answer.ts'
import { controlRoutes } from './routes/control-routes.ts'
import { answerErrcode, answerTopapi } from './routes/dingtalk-answer.ts'
import { mediaRoutes } from './routes/media-routes.ts'
import { noticeRoutes } from './routes/notice-routes.ts'
import { streamRoutes } from './routes/stream-routes.ts'
import { suiteTokenRoutes } from './routes/suite-token-routes.ts'
import { tokenRoutes } from './routes/token-routes.ts'
import { unifiedTokenRoutes } from './routes/unified-token-routes.ts'
import { userRoutes } from './routes/user-routes.ts'

/** All routes of one emulator. */
export function createEmulatorApp(core: EmulatorCore, control: EmulatorControl): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>()
  app.use(async (c, next) => {
    const { fault, limitErrcode = 0, upload } = c.env.arrival ?? {}
    // An upload is taken apart first, whatever it is answered.
    if (upload) return next()
    const isTopapi = c.req.path.startsWith('/topapi/')
    const struck = faultAnswer(fault, isTopapi ? 'sub_code' : 'plain')
    if (struck) return new Response(struck.body, struck)
    if (limitErrcode === 0) return next()
    return isTopapi
      ? answerTopapi(c, errcodeAnswer(limitErrcode, 'sub_code'))
      : answerErrcode(c, limitErrcode)
  })
  for (const routes of [tokenRoutes, unifiedTokenRoutes, suiteTokenRoutes, streamRoutes, userRoutes]) {
    app.route('/', routes(core))
  }
  app.route('/', mediaRoutes(core))
  app.route('/', noticeRoutes(core))
  app.route('/emulator', controlRoutes(core, control))
  app.notFound((c) => answerErrcode(c, 404))
  return app
}
