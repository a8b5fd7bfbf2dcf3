/**
 * Puts the relay together: routes in front, the one upload behind them, and around both
 * what every answer has in common.
 */

import { Hono } from 'hono'
import { type CheckedOptions, checkOptions } from './check-options.ts'
import { createCallbackCrypto } from './dingtalk/callback-crypto.ts'
import { MediaError } from './errors.ts'
import { createGrantUses } from './grants/grant-uses.ts'
import { createKnownMedia, type KnownMedia } from './known-media/known-media.ts'
import { observeCall, resultOf } from './observe-call.ts'
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
import { requestIdOf } from './routes/answer.ts'
import { createAuthorize } from './routes/authorize.ts'
import { noteBegun } from './routes/begun-requests.ts'
import { callbackRoute } from './routes/callback-route.ts'
import { errorAnswer } from './routes/error-answer.ts'
import { healthRoute, readyRoute } from './routes/health-routes.ts'
import { knownRoute } from './routes/known-route.ts'
import { type LoginRouteDeps, loginRoute } from './routes/login-route.ts'
import { metricsRoute } from './routes/metrics-route.ts'
import { onlyMethods } from './routes/only-methods.ts'
import { origins } from './routes/origins.ts'
import type { RelayEnv } from './routes/relay-env.ts'
import { rulesRoute } from './routes/rules-route.ts'
import { createUploadGate } from './routes/upload-gate.ts'
import { uploadRoute } from './routes/upload-route.ts'
import { warnOfStore } from './routes/warn-of-store.ts'
import { keepAppTokens } from './tokens/app-tokens.ts'
import type { CorpTokens } from './tokens/corp-tokens.ts'
import { receiveStream, type StreamGateway } from './tokens/stream-gateway.ts'
import { createSuiteTickets, type SuiteTickets } from './tokens/suite-tickets.ts'

/** A form's own bytes beside its file: boundaries, headers, small fields. */
const FORM_BYTES = 64 * 1024

/** Milliseconds for a call that carries no file. */
const CALL_TIMEOUT_MS = 10_000

/** The relay as a Hono app, and what its owner may tell it. */
export interface Relay {
  readonly app: Hono<RelayEnv>
  /**
   * From now on `/readyz` says no and new uploads are refused. Resolves when the last one is over, and each login
   * that has begun by now.
   */
  drain(): Promise<void>
  /** Receives pushes over the Stream gateway until it is closed; `undefined` where that is off. */
  openStream(): StreamGateway | undefined
}

/** Builds the relay on a runtime. Throws a `TypeError` that names every mistake in the options. */
export function buildRelay(options: RelayOptions, runtime: RelayRuntime): Relay {
  const checked = checkOptions(options)
  const observer = observers(checked.observers)
  const appTokens = keepTokens(checked, observer)
  const { corpId } = checked.app
  const suiteTickets = createSuiteTickets({
    store: checked.store,
    suiteKey: checked.appId,
    onKept: observer.ticketKept,
  })
  const gate = createUploadGate(checked.maxUploads)
  const authorize = checked.auth === 'grant' ? createAuthorize(grantOptions(checked)) : undefined
  const knownMedia =
    authorize && checked.knownMedia
      ? createKnownMedia({ ...checked, createSha256: runtime.createSha256 })
      : undefined

  const root = new Hono<RelayEnv>()
  root.onError((error, c) => {
    if (!(error instanceof MediaError)) observer.failed(error, requestIdOf(c))
    else if (error.code === 'origin_not_allowed') {
      observer.originRefused(c.req.header('origin') ?? '', requestIdOf(c))
    }
    return errorAnswer(error, c)
  })
  // Outside the prefix, too, where an operator comes first.
  root.notFound((c) => errorAnswer(new MediaError('not_found', 'No such route'), c))

  const app = root.basePath(checked.basePath)
  app.use('/media/*', origins(checked.allowedOrigins))
  app.post(
    '/media/upload',
    uploadRoute({
      ...checked,
      uploadRelay: uploadRelay(checked, runtime, appTokens, knownMedia, observer),
      gate,
      admit: createAdmission({
        subjectSlots: createSubjectSlots(checked.maxUploadsPerSubject),
        uploadRate: createUploadRate(checked),
      }),
      runtime,
      authorize,
      observer,
      formBytes: FORM_BYTES,
    }),
  )
  app.get('/media/rules', rulesRoute({ ...checked, knownMedia: knownMedia !== undefined }))
  app.get(
    '/media/known',
    warnOfStore(
      knownRoute({
        ...checked,
        corpId,
        appTokens,
        knownMedia,
        authorize,
        // A folder of known files is looked up at a go; each of them spares an upload.
        lookupRate: createUploadRate({ ...checked, uploadsPerMinute: 10 * checked.uploadsPerMinute }),
      }),
      observer,
    ),
  )
  // Also where it is off: a listed page is to read that, and not a broken connection.
  app.use('/auth/dingtalk', origins(checked.allowedOrigins))
  const logins = checked.dingtalkLogin
    ? noteBegun(warnOfStore(loginRoute(loginDeps(checked, runtime, appTokens, observer)), observer))
    : undefined
  if (logins) {
    app.post('/auth/dingtalk', logins.route)
    app.all('/auth/dingtalk', onlyMethods('POST, OPTIONS'))
  }
  if (checked.callback) {
    app.post(
      '/dingtalk/callback',
      callbackRoute({
        ...checked,
        callbackCrypto: createCallbackCrypto({ ...checked.callback, ownerKey: checked.appId }),
        suiteTickets,
        runtime,
        observer,
      }),
    )
    app.all('/dingtalk/callback', onlyMethods('POST'))
  }
  app.get('/healthz', healthRoute)
  app.get('/readyz', readyRoute(gate, appTokens))
  if (checked.metricsText) app.get('/metrics', metricsRoute(checked.metricsText))
  app.all('/media/upload', onlyMethods('POST, OPTIONS'))
  for (const path of ['/media/rules', '/media/known']) app.all(path, onlyMethods('GET, HEAD, OPTIONS'))
  const looks = ['/healthz', '/readyz', ...(checked.metricsText ? ['/metrics'] : [])]
  for (const path of looks) app.all(path, onlyMethods('GET, HEAD'))
  return {
    app: root,
    async drain() {
      // An auth code serves once: whom DingTalk has named is to get the grant.
      await Promise.all([gate.drain(), logins?.over()])
    },
    openStream: () => openStream(checked, suiteTickets, observer),
  }
}

function openStream(
  { app, appId, hosts, fetch, stream }: CheckedOptions,
  suiteTickets: SuiteTickets,
  observer: Required<Observer>,
): StreamGateway | undefined {
  if (!stream || 'fetchToken' in app) return undefined
  const clientSecret = 'suiteKey' in app ? app.suiteSecret : app.appSecret
  const client = { clientId: appId, clientSecret }
  return receiveStream({
    hosts,
    client,
    suiteTickets,
    onWarning: observer.warned,
    fetch,
    timeoutMs: CALL_TIMEOUT_MS,
  })
}

/** The app's tokens, each fetch of one told to whoever watches. */
function keepTokens(checked: CheckedOptions, observer: Required<Observer>): CorpTokens {
  return keepAppTokens(checked.app, {
    ...checked,
    timeoutMs: CALL_TIMEOUT_MS,
    around: (fetchToken) =>
      observeCall('token', fetchToken, observer).catch((error: unknown) => {
        observer.warned('No access token could be had', { result: resultOf(error) })
        throw error
      }),
  })
}

function uploadRelay(
  checked: CheckedOptions,
  { sendUpload, createSha256 }: RelayRuntime,
  appTokens: CorpTokens,
  knownMedia: KnownMedia | undefined,
  observer: Required<Observer>,
) {
  const monthlyQuota = createMonthlyQuota({
    ...checked,
    onNearlyUsed: (used) => observer.warned("Four fifths of the month's uploads are used", { used }),
    onTaken: (used, corp) => observer.quotaUsed(used, checked.uploadsPerMonth, corp),
  })
  const upstream = createUpstream({
    ...checked,
    sendUpload,
    breaker: createBreaker(),
    monthlyQuota,
    upstreamPace: createUpstreamPace(checked),
    observer,
  })
  return createUploadRelay({
    ...checked,
    corpId: checked.app.corpId,
    appTokens,
    upstream,
    grantUses: createGrantUses(checked),
    createSha256,
    knownMedia,
  })
}

function loginDeps(
  checked: CheckedOptions,
  runtime: RelayRuntime,
  appTokens: CorpTokens,
  observer: Required<Observer>,
): LoginRouteDeps {
  return {
    ...checked,
    appTokens,
    runtime,
    observer,
    corpId: checked.app.corpId,
    internalApp: 'appKey' in checked.app,
    timeoutMs: CALL_TIMEOUT_MS,
    // A grant serves for many uploads; and all of a company may have one address.
    loginRate: createUploadRate({ ...checked, uploadsPerMinute: 10 * checked.uploadsPerMinute }),
    loginPace: createUpstreamPace({ ...checked, appId: `login:${checked.appId}` }),
    // Not that of uploads: what fails here need not fail there.
    breaker: createBreaker(),
  }
}

function grantOptions({ grantSecrets, grantMaxLifeMs, grantInQuery }: CheckedOptions) {
  return { secrets: grantSecrets, maxLifeMs: grantMaxLifeMs, grantInQuery }
}
