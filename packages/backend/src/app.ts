/**
 * Puts the relay together: routes in front, the one upload behind them, and around both
 * what every answer has in common.
 */

import { Hono } from 'hono'
import { type CheckedOptions, checkOptions } from './check-options.ts'
import { createAccessToken, getToken } from './dingtalk/access-token.ts'
import { MediaError } from './errors.ts'
import { createGrantUses } from './grants/grant-uses.ts'
import { createKnownMedia, type KnownMedia } from './known-media/known-media.ts'
import { type Observer, observers } from './observer.ts'
import type { RelayOptions, RelayRuntime } from './options.ts'
import { createBreaker } from './pacing/breaker.ts'
import { createMonthlyQuota } from './pacing/monthly-quota.ts'
import { createSubjectSlots } from './pacing/subject-slots.ts'
import { createUploadRate } from './pacing/upload-rate.ts'
import { createUpstreamPace } from './pacing/upstream-pace.ts'
import { createUploadRelay } from './relay/upload-relay.ts'
import { createUpstream } from './relay/upstream.ts'
import { createAdmission } from './routes/admission.ts'
import { answerHeaders } from './routes/answer-headers.ts'
import { createAuthorize } from './routes/authorize.ts'
import { errorAnswer } from './routes/error-answer.ts'
import { healthRoute, readyRoute } from './routes/health-routes.ts'
import { knownRoute } from './routes/known-route.ts'
import { metricsRoute } from './routes/metrics-route.ts'
import { onlyMethods } from './routes/only-methods.ts'
import { origins } from './routes/origins.ts'
import type { RelayEnv } from './routes/relay-env.ts'
import { requestId } from './routes/request-id.ts'
import { rulesRoute } from './routes/rules-route.ts'
import { createUploadGate } from './routes/upload-gate.ts'
import { uploadRoute } from './routes/upload-route.ts'
import { type AccessTokens, keepAccessToken } from './tokens/access-tokens.ts'

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

/** Builds the relay on a runtime. Throws a `TypeError` that names every mistake in the options. */
export function buildRelay(options: RelayOptions, runtime: RelayRuntime): Relay {
  const checked = checkOptions(options)
  const observer = observers(checked.observers)
  const accessTokens = keepTokens(checked, observer)
  const gate = createUploadGate(checked.maxUploads)
  const authorize = checked.auth === 'grant' ? createAuthorize(grantOptions(checked)) : undefined
  const knownMedia =
    authorize && checked.knownMedia
      ? createKnownMedia({ ...checked, appKey: checked.app.appKey, createSha256: runtime.createSha256 })
      : undefined

  const app = new Hono<RelayEnv>().basePath(checked.basePath)
  app.use(requestId, answerHeaders)
  app.onError((error, c) => {
    if (!(error instanceof MediaError)) observer.failed(error, c.get('requestId'))
    else if (error.code === 'origin_not_allowed') {
      observer.originRefused(c.req.header('Origin') ?? '', c.get('requestId'))
    }
    return errorAnswer(error, c)
  })
  app.notFound((c) => errorAnswer(new MediaError('not_found', 'No such route'), c))

  app.use('/media/*', origins(checked.allowedOrigins))
  app.post(
    '/media/upload',
    uploadRoute({
      ...checked,
      uploadRelay: uploadRelay(checked, runtime, accessTokens, knownMedia, observer),
      gate,
      admit: createAdmission({
        subjectSlots: createSubjectSlots(checked.maxUploadsPerSubject),
        uploadRate: createUploadRate(checked),
      }),
      runtime,
      authorize,
      observer,
      maxBodyBytes: FORM_BYTES + Math.max(...Object.values(checked.rules).map((rule) => rule.maxBytes)),
    }),
  )
  app.get('/media/rules', rulesRoute({ ...checked, knownMedia: knownMedia !== undefined }))
  app.get(
    '/media/known',
    knownRoute({
      ...checked,
      knownMedia,
      authorize,
      // A folder of known files is looked up at a go; each of them spares an upload.
      lookupRate: createUploadRate({ ...checked, uploadsPerMinute: 10 * checked.uploadsPerMinute }),
    }),
  )
  app.get('/healthz', healthRoute)
  app.get('/readyz', readyRoute(gate, accessTokens))
  if (checked.metricsText) app.get('/metrics', metricsRoute(checked.metricsText))
  app.all('/media/upload', onlyMethods('POST, OPTIONS'))
  for (const path of ['/media/rules', '/media/known']) app.all(path, onlyMethods('GET, OPTIONS'))
  const looks = ['/healthz', '/readyz', ...(checked.metricsText ? ['/metrics'] : [])]
  for (const path of looks) app.all(path, onlyMethods('GET'))
  return { app, drain: gate.drain }
}

function keepTokens(
  { app, hosts, tokenApi, fetch }: CheckedOptions,
  observer: Required<Observer>,
): AccessTokens {
  const fetchToken = tokenApi === 'v1' ? createAccessToken : getToken
  return keepAccessToken(async () => {
    const begun = performance.now()
    let result = 'ok'
    try {
      return await fetchToken(hosts, app, { fetch, timeoutMs: CALL_TIMEOUT_MS })
    } catch (error) {
      result =
        error instanceof MediaError ? String(error.details?.upstream_errcode ?? error.code) : 'internal'
      observer.warned('No access token could be had', { result })
      throw error
    } finally {
      observer.callEnded({ call: 'token', durationMs: performance.now() - begun, result })
    }
  })
}

function uploadRelay(
  checked: CheckedOptions,
  { sendUpload, createSha256 }: RelayRuntime,
  accessTokens: AccessTokens,
  knownMedia: KnownMedia | undefined,
  observer: Required<Observer>,
) {
  const monthlyQuota = createMonthlyQuota({
    ...checked,
    appKey: checked.app.appKey,
    onNearlyUsed: (used) => observer.warned("Four fifths of the month's uploads are used", { used }),
    onTaken: (used) => observer.quotaUsed(used, checked.uploadsPerMonth),
  })
  const upstream = createUpstream({
    ...checked,
    accessTokens,
    sendUpload,
    breaker: createBreaker(),
    monthlyQuota,
    upstreamPace: createUpstreamPace({ ...checked, appKey: checked.app.appKey }),
    observer,
  })
  return createUploadRelay({
    ...checked,
    upstream,
    grantUses: createGrantUses(checked),
    createSha256,
    knownMedia,
  })
}

function grantOptions({ grantSecrets, grantMaxLifeMs, grantInQuery }: CheckedOptions) {
  return { secrets: grantSecrets, maxLifeMs: grantMaxLifeMs, grantInQuery }
}
