/**
 * `dt-media serve`: runs the relay until it is told to stop.
 */

import { createMetrics, startRelay } from '../runtimes/node/index.ts'
import { createLogger, logObserver } from './log.ts'
import type { Settings } from './settings.ts'

/** Starts the relay and resolves, with the exit code, when it has stopped. */
export async function serve(settings: Settings): Promise<number> {
  const log = await createLogger({
    level: settings.RELAY_LOG_LEVEL,
    format: settings.RELAY_LOG_FORMAT ?? defaultFormat(),
  })
  const metrics = settings.RELAY_METRICS ? createMetrics() : undefined
  const running = await startRelay({
    app: { appKey: settings.DINGTALK_APP_KEY ?? '', appSecret: settings.DINGTALK_APP_SECRET ?? '' },
    auth: settings.RELAY_AUTH ?? 'grant',
    grantSecrets: settings.RELAY_GRANT_SECRET,
    grantMaxLifeMs: settings.RELAY_GRANT_MAX_LIFE,
    grantInQuery: settings.RELAY_GRANT_IN_QUERY,
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
    observers: [logObserver(log), ...(metrics ? [metrics.observer] : [])],
    metricsText: metrics?.text,
  })
  console.log(`The relay is ready: ${running.url}`)

  return new Promise((resolve) => {
    const stop = () => {
      // A second signal means now.
      process.once('SIGTERM', () => process.exit(1)).once('SIGINT', () => process.exit(1))
      running.stop(settings.RELAY_DRAIN_TIMEOUT).then((drained) => resolve(drained ? 0 : 1))
    }
    process.once('SIGTERM', stop).once('SIGINT', stop)
  })
}

/** Lines for a person who looks on; JSON for whatever collects them. */
function defaultFormat(): 'json' | 'pretty' {
  return process.stdout.isTTY ? 'pretty' : 'json'
}
