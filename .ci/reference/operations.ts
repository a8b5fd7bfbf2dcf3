/** The relay's routes as OpenAPI's paths. */

import { findKnownMedia } from './operations/find-known-media.ts'
import { logInByDingTalk } from './operations/log-in-by-dingtalk.ts'
import { readRules } from './operations/read-rules.ts'
import { takePush } from './operations/take-push.ts'
import { uploadMedia } from './operations/upload-media.ts'
import { readHealth, readMetrics, readReadiness } from './operations/watch-the-relay.ts'

export const PATHS = {
  '/media/upload': { post: uploadMedia },
  '/media/known': { get: findKnownMedia },
  '/media/rules': { get: readRules },
  '/auth/dingtalk': { post: logInByDingTalk },
  '/dingtalk/callback': { post: takePush },
  '/healthz': { get: readHealth },
  '/readyz': { get: readReadiness },
  '/metrics': { get: readMetrics },
} as const
