/**
 * What `createRelay` takes, checked when it is called: a mistake is a `TypeError` at start,
 * not a failed upload at night.
 */

import { MEDIA_RULES, type MediaRules, type RuleLimits, tightenRules } from './contract/index.ts'
import type { InternalApp } from './dingtalk/access-token.ts'
import { DINGTALK_HOSTS, type DingTalkHosts, type DingTalkRegion } from './dingtalk/hosts.ts'
import type { SendUpload } from './dingtalk/transport.ts'
import type { RequestRuntime } from './routes/relay-env.ts'
import { createMemoryStore } from './store/memory-store.ts'
import type { Store } from './store/store.ts'
import type { CreateSha256 } from './streams/sha256.ts'

/** How a runtime reads requests and how bytes leave it for DingTalk. */
export interface RelayRuntime extends RequestRuntime {
  readonly sendUpload: SendUpload
  readonly createSha256: CreateSha256
}

export interface RelayOptions {
  /** The internal app whose access token uploads go under. Never leaves the relay. */
  readonly app: InternalApp
  /** Which way to an access token: `oapi` (gettoken) or `v1` (accessToken). @default 'oapi' */
  readonly tokenApi?: 'oapi' | 'v1'
  /** Which DingTalk. @default 'intl' */
  readonly region?: DingTalkRegion
  /** Overrides the region's hosts, for a local DingTalk. */
  readonly hosts?: Partial<DingTalkHosts>
  /** `grant`: only with an upload grant. `none`: anyone may upload; it must be spelled out. @default 'grant' */
  readonly auth?: 'grant' | 'none'
  /** What grants are signed with, at least 32 bytes each: the first signs, all of them verify. */
  readonly grantSecrets?: readonly string[]
  /** Milliseconds; a grant that was made to live longer is refused. @default 1 hour */
  readonly grantMaxLifeMs?: number
  /** Whether the query's `access_token` may hold the grant, for clients made for DingTalk. */
  readonly grantInQuery?: boolean
  /** Where state lives that replicas share. @default in memory */
  readonly store?: Store
  /** Exact origins whose pages may upload; `*` for every one. @default none but the relay's own */
  readonly allowedOrigins?: readonly string[]
  /** Prefix of every route. @default '/' */
  readonly basePath?: string
  /** Rules tighter than DingTalk's. @default DingTalk's own */
  readonly rules?: RuleLimits
  /** Bodies without a length: measured in a bounded buffer, or refused with 411. @default 'buffer' */
  readonly unsizedBodies?: 'buffer' | 'refuse'
  /** Uploads in flight; one more is answered 503. @default 256 */
  readonly maxUploads?: number
  /** Milliseconds without a byte from the client. @default 15 s */
  readonly bodyIdleTimeoutMs?: number
  /** Bytes a second that a client must average after ten seconds; 0 turns it off. @default 4096 */
  readonly minBytesPerSecond?: number
  /** Milliseconds that one upload may take. @default 5 minutes */
  readonly uploadTimeoutMs?: number
  /** Milliseconds that DingTalk may be silent. @default 30 s */
  readonly upstreamTimeoutMs?: number
  /** Hears of every answer. Fields are safe to write down: no secret, no URL. */
  readonly log?: RelayLog
  /** @default the web's own, which every runtime has */
  readonly runtime?: RelayRuntime
  /** For calls other than the upload. @default globalThis.fetch */
  readonly fetch?: typeof fetch
}

/** One line per answer. */
export type RelayLog = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields: Readonly<Record<string, unknown>>,
) => void

/** Options with nothing left open. */
export interface CheckedOptions
  extends Required<Omit<RelayOptions, 'rules' | 'hosts' | 'region' | 'runtime'>> {
  readonly rules: MediaRules
  readonly hosts: DingTalkHosts
}

/** Fills in the defaults. Throws a `TypeError` that names every mistake. */
export function checkOptions(options: RelayOptions): CheckedOptions {
  const {
    app,
    tokenApi = 'oapi',
    region = 'intl',
    auth = 'grant',
    grantSecrets = [],
    grantMaxLifeMs = 3_600_000,
    grantInQuery = false,
    store = createMemoryStore(),
    allowedOrigins = [],
    basePath = '/',
    unsizedBodies = 'buffer',
    maxUploads = 256,
    bodyIdleTimeoutMs = 15_000,
    minBytesPerSecond = 4096,
    uploadTimeoutMs = 300_000,
    upstreamTimeoutMs = 30_000,
    log = () => {},
    fetch = globalThis.fetch,
  } = options
  const mistakes: string[] = []
  const expect = (holds: boolean, mistake: string) => holds || mistakes.push(mistake)

  expect(!!app?.appKey && !!app.appSecret, 'app: appKey and appSecret are required')
  expect(auth === 'grant' || auth === 'none', 'auth: grant or none')
  expect(
    auth === 'none' || grantSecrets.length > 0,
    "grantSecrets: at least one, or auth: 'none' spelled out",
  )
  expect(grantSecrets.every(isLong), 'grantSecrets: at least 32 bytes each')
  expect(Object.hasOwn(DINGTALK_HOSTS, region), `region: ${Object.keys(DINGTALK_HOSTS).join(' or ')}`)
  expect(basePath.startsWith('/'), 'basePath: begins with a slash')
  for (const origin of allowedOrigins) {
    expect(isOrigin(origin), `allowedOrigins: "${origin}" is no origin, like https://app.example.com`)
  }
  expect(Number.isSafeInteger(maxUploads) && maxUploads > 0, 'maxUploads: a whole number, more than 0')
  for (const [name, value] of Object.entries({
    grantMaxLifeMs,
    bodyIdleTimeoutMs,
    uploadTimeoutMs,
    upstreamTimeoutMs,
  })) {
    expect(Number.isFinite(value) && value > 0, `${name}: milliseconds, more than 0`)
  }
  const hosts = { ...(DINGTALK_HOSTS[region] ?? DINGTALK_HOSTS.intl), ...definedOnly(options.hosts) }
  for (const [name, url] of Object.entries(hosts))
    expect(isOrigin(url), `hosts.${name}: no origin, like https://host`)

  let rules: MediaRules = MEDIA_RULES
  try {
    if (options.rules) rules = tightenRules(options.rules)
  } catch (error) {
    mistakes.push(`rules: ${error instanceof Error ? error.message : error}`)
  }
  if (mistakes.length > 0) throw new TypeError(`createRelay: ${mistakes.join('; ')}`)

  return {
    ...{
      app,
      tokenApi,
      auth,
      grantSecrets,
      grantMaxLifeMs,
      grantInQuery,
      store,
      allowedOrigins,
      basePath,
      unsizedBodies,
      maxUploads,
    },
    ...{ bodyIdleTimeoutMs, minBytesPerSecond, uploadTimeoutMs, upstreamTimeoutMs, log, fetch, hosts, rules },
  }
}

function isLong(secret: string): boolean {
  return new TextEncoder().encode(secret).length >= 32
}

function definedOnly<T extends object>(some: T | undefined): Partial<T> {
  return Object.fromEntries(
    Object.entries(some ?? {}).filter(([, value]) => value !== undefined),
  ) as Partial<T>
}

function isOrigin(text: string): boolean {
  if (text === '*' || text === 'null') return true
  try {
    const { origin, protocol } = new URL(text)
    return origin === text && (protocol === 'https:' || protocol === 'http:')
  } catch {
    return false
  }
}
