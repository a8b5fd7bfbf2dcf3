/**
 * `dt-media serve`: runs the relay until it is told to stop.
 */

import {
  type AppOptions,
  createMetrics,
  type RunningRelay,
  type StartRelayOptions,
  startRelay,
} from '../runtimes/node/index.ts'
import { createLogger, logObserver } from './log.ts'
import { createMask } from './mask-secrets.ts'
import { openStore } from './open-store.ts'
import type { Environment } from './read-settings.ts'
import { openSecretFile } from './secret-file.ts'
import { type Settings, secretsOf } from './settings.ts'
import { startupWarnings } from './startup-warnings.ts'

/** Starts the relay and resolves, with the exit code, when it has stopped. */
export async function serve(settings: Settings, given: Environment): Promise<number> {
  // Whoever reads our lines may leave before us.
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
  // Node's own listener would open a debugger, which reads every secret.
  process.on('SIGUSR1', () => {})
  const grants = openSecretFile({
    given,
    onRead: (outcome) =>
      typeof outcome === 'number'
        ? log.info({ secrets: outcome }, 'RELAY_GRANT_SECRET_FILE was read again')
        : log.error({ reason: outcome }, 'RELAY_GRANT_SECRET_FILE was not taken: the old secrets stay'),
  })
  const secrets = secretsOf(settings)
  const log = await createLogger({
    level: settings.RELAY_LOG_LEVEL,
    format: settings.RELAY_LOG_FORMAT ?? defaultFormat(),
    mask: createMask(() => secrets, grants.secrets),
  })
  for (const warning of startupWarnings(settings, given)) log.warn(warning)
  const metrics = settings.RELAY_METRICS ? createMetrics() : undefined
  const store = await openStore(settings, (ready, reason) => {
    if (ready) log.info('Redis can be reached')
    else log.error({ reason }, 'Redis cannot be reached: uploads that need it are refused')
  })
  const running = await startRelay({
    ...relayOptions(settings),
    store,
    grantSecrets: grants.secrets,
    observers: [logObserver(log), ...(metrics ? [metrics.observer] : [])],
    metricsText: metrics?.text,
  })
  console.log(`The relay is ready: ${running.url}`)

  const drained = await untilStopped(running, settings.RELAY_DRAIN_TIMEOUT, (error) => {
    const stack = error instanceof Error ? error.stack : 'unknown'
    log.fatal({ stack }, 'a defect in the relay: it finishes its uploads and ends')
  })
  grants.close()
  await store?.close()
  return drained ? 0 : 1
}

/** Resolves after a signal to whether every upload could finish; after a defect, to `false`. */
function untilStopped(
  running: RunningRelay,
  drainTimeoutMs: number,
  onDefect: (error: unknown) => void,
): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = () => {
      // A second signal means now.
      process.on('SIGTERM', () => process.exit(1)).on('SIGINT', () => process.exit(1))
      running.stop(drainTimeoutMs).then(resolve)
    }
    process.once('SIGTERM', stop).once('SIGINT', stop)
    // Node's own way would print the error with all that hangs on it, and end every upload.
    process.on('uncaughtException', (error) => {
      onDefect(error)
      running.stop(drainTimeoutMs).then(() => resolve(false))
    })
  })
}

function relayOptions(settings: Settings): Omit<StartRelayOptions, 'grantSecrets'> {
  return {
    app: appOf(settings),
    callback: callbackOf(settings),
    stream: settings.DINGTALK_STREAM,
    knownMedia: settings.RELAY_KNOWN_MEDIA,
    auth: settings.RELAY_AUTH ?? 'grant',
    grantMaxLifeMs: settings.RELAY_GRANT_MAX_LIFE,
    grantInQuery: settings.RELAY_GRANT_IN_QUERY,
    dingtalkLogin: settings.RELAY_DINGTALK_LOGIN,
    tokenApi: settings.DINGTALK_TOKEN_API,
    region: settings.DINGTALK_REGION,
    hosts: { oapi: settings.DINGTALK_OAPI_URL, api: settings.DINGTALK_API_URL },
    host: settings.HOST,
    port: settings.PORT,
    basePath: settings.RELAY_BASE_PATH,
    allowedOrigins: settings.RELAY_ALLOWED_ORIGINS,
    rules: settings.RELAY_RULES,
    maxUploads: settings.RELAY_MAX_UPLOADS,
    maxUploadsPerSubject: settings.RELAY_MAX_UPLOADS_PER_SUBJECT,
    uploadsPerMinute: settings.RELAY_UPLOADS_PER_MINUTE,
    callsPerSecond: settings.RELAY_PACE,
    uploadsPerMonth: settings.RELAY_MONTHLY_QUOTA,
    trustedProxies: settings.RELAY_TRUST_PROXY,
    minBytesPerSecond: settings.RELAY_MIN_RATE,
    bodyIdleTimeoutMs: settings.RELAY_BODY_IDLE_TIMEOUT,
    uploadTimeoutMs: settings.RELAY_UPLOAD_TIMEOUT,
    upstreamTimeoutMs: settings.RELAY_UPSTREAM_TIMEOUT,
    unsizedBodies: settings.RELAY_UNSIZED_BODIES,
  }
}

function appOf(settings: Settings): AppOptions {
  const { DINGTALK_CORP_ID: corpId, DINGTALK_ALLOWED_CORPS: allowedCorps } = settings
  const suiteKey = settings.DINGTALK_SUITE_KEY
  if (suiteKey === undefined) {
    return { appKey: settings.DINGTALK_APP_KEY ?? '', appSecret: settings.DINGTALK_APP_SECRET ?? '', corpId }
  }
  const suiteSecret = settings.DINGTALK_SUITE_SECRET ?? ''
  return { suiteKey, suiteSecret, suiteTicket: settings.DINGTALK_SUITE_TICKET, corpId, allowedCorps }
}

function callbackOf({ DINGTALK_CALLBACK_TOKEN: token, DINGTALK_CALLBACK_AES_KEY: aesKey }: Settings) {
  return token && aesKey ? { token, aesKey } : undefined
}

/** Lines for a person who looks on; JSON for whatever collects them. */
function defaultFormat(): 'json' | 'pretty' {
  return process.stdout.isTTY ? 'pretty' : 'json'
}
