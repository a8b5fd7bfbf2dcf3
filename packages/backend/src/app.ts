/**
 * Puts the relay together: routes in front, the one upload behind them, and around both
 * what every answer has in common.
 */

import { Hono } from 'hono'
import { createAccessToken, getToken } from './dingtalk/access-token.ts'
import { MediaError } from './errors.ts'
import { createGrantUses } from './grants/grant-uses.ts'
import { checkOptions, type RelayOptions, type RelayRuntime } from './options.ts'
import { createUploadRelay } from './relay.ts'
import { answerHeaders } from './routes/answer-headers.ts'
import { createAuthorize } from './routes/authorize.ts'
import { errorAnswer } from './routes/error-answer.ts'
import { healthRoute, readyRoute } from './routes/health-routes.ts'
import { origins } from './routes/origins.ts'
import type { RelayEnv } from './routes/relay-env.ts'
import { requestId } from './routes/request-id.ts'
import { rulesRoute } from './routes/rules-route.ts'
import { createUploadGate } from './routes/upload-gate.ts'
import { uploadRoute } from './routes/upload-route.ts'
import { keepAccessToken } from './tokens/access-tokens.ts'

/** A form's own bytes beside its file: boundaries, headers, small fields. */
const FORM_BYTES = 64 * 1024

/** Milliseconds for a call that carries no file. */
const CALL_TIMEOUT_MS = 10_000

/** The relay as a Hono app, and what its owner may tell it. */
export interface Relay {
  readonly app: Hono<RelayEnv>
  /** From now on `/readyz` says no and new uploads are refused. Resolves when the last one is over. */
  drain(): Promise<void>
}

export function buildRelay(options: RelayOptions, runtime: RelayRuntime): Relay {
  const checked = checkOptions(options)
  const { app: credentials, hosts, rules, fetch, log } = checked
  const fetchToken = checked.tokenApi === 'v1' ? createAccessToken : getToken
  const accessTokens = keepAccessToken(() =>
    fetchToken(hosts, credentials, { fetch, timeoutMs: CALL_TIMEOUT_MS }),
  )
  const relay = createUploadRelay({
    ...checked,
    accessTokens,
    ...runtime,
    grantUses: createGrantUses(checked),
  })
  const authorize =
    checked.auth === 'grant'
      ? createAuthorize({ ...checked, secrets: checked.grantSecrets, maxLifeMs: checked.grantMaxLifeMs })
      : undefined
  const maxBodyBytes = FORM_BYTES + Math.max(...Object.values(rules).map((rule) => rule.maxBytes))
  const gate = createUploadGate(checked.maxUploads)

  const app = new Hono<RelayEnv>().basePath(checked.basePath)
  app.use(requestId, answerHeaders)
  app.onError((error, c) => {
    if (!(error instanceof MediaError))
      log('error', 'A defect', { request_id: c.get('requestId'), stack: error.stack })
    else log('warn', error.message, { request_id: c.get('requestId'), code: error.code })
    return errorAnswer(error, c)
  })
  app.notFound((c) => errorAnswer(new MediaError('not_found', 'No such route'), c))

  app.get('/healthz', healthRoute)
  app.get(
    '/readyz',
    readyRoute(async () => {
      if (gate.draining) return 'shutting down'
      return accessTokens.get().then(
        () => undefined,
        () => 'no access token',
      )
    }),
  )
  app.use('/media/*', origins(checked.allowedOrigins))
  app.get('/media/rules', rulesRoute({ rules, auth: checked.auth }))
  app.post('/media/upload', uploadRoute({ ...checked, relay, gate, runtime, authorize, maxBodyBytes }))
  for (const [path, allow] of [
    ['/media/upload', 'POST, OPTIONS'],
    ['/media/rules', 'GET, OPTIONS'],
    ['/healthz', 'GET'],
    ['/readyz', 'GET'],
  ] as const) {
    app.all(path, (c) => {
      c.header('Allow', allow)
      return errorAnswer(new MediaError('method_not_allowed', `Only ${allow}`), c)
    })
  }
  return { app, drain: gate.drain }
}
