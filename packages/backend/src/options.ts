/**
 * What `createRelay` takes.
 */

import type { RuleLimits } from './contract/index.ts'
import type { CallbackKeys } from './dingtalk/callback-crypto.ts'
import type { DingTalkHosts, DingTalkRegion } from './dingtalk/hosts.ts'
import type { SendUpload } from './dingtalk/transport.ts'
import type { Observer } from './observer.ts'
import type { RequestRuntime } from './routes/relay-env.ts'
import type { Store } from './store/store.ts'
import type { CreateSha256 } from './streams/sha256.ts'
import type { TokenApi } from './tokens/access-token-provider.ts'
import type { AppOptions } from './tokens/app-tokens.ts'

/** How a runtime reads requests and how bytes leave it for DingTalk. */
export interface RelayRuntime extends RequestRuntime {
  readonly sendUpload: SendUpload
  readonly createSha256: CreateSha256
}

export interface RelayOptions {
  /** The app whose access token uploads go under: internal, third-party, or one whose tokens are kept elsewhere. */
  readonly app: AppOptions
  /** Which of DingTalk's ways to an access token: the older API, the newer, or the one for all apps. @default 'oapi' */
  readonly tokenApi?: TokenApi
  /** What DingTalk's pushes are verified and decrypted with. @default none, and no such route */
  readonly callback?: Pick<CallbackKeys, 'token' | 'aesKey'>
  /** Whether pushes come over the Stream gateway; only where the relay runs by itself. @default false */
  readonly stream?: boolean
  /** Which DingTalk. @default 'intl' */
  readonly region?: DingTalkRegion
  /** Overrides the region's hosts, for a local DingTalk. */
  readonly hosts?: Partial<DingTalkHosts>
  /** `grant`: only with an upload grant. `none`: anyone may upload; it must be spelled out. @default 'grant' */
  readonly auth?: 'grant' | 'none'
  /** Grants that one of these signed are taken, at least 32 bytes each; a function is asked each time, so that they can change. */
  readonly grantSecrets?: readonly string[] | (() => readonly string[])
  /** Milliseconds; a grant that was made to live longer is refused. @default 1 hour */
  readonly grantMaxLifeMs?: number
  /** Whether the query's `access_token` may hold the grant, for clients made for DingTalk. */
  readonly grantInQuery?: boolean
  /** Whether `POST /auth/dingtalk` trades auth codes of DingTalk's client for grants. @default false */
  readonly dingtalkLogin?: boolean
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
  /** Uploads of one subject in flight; one more is answered 429. @default 8 */
  readonly maxUploadsPerSubject?: number
  /** Uploads that one subject may begin in a minute; 0 turns it off. @default 60 */
  readonly uploadsPerMinute?: number
  /** Uploads to DingTalk a second; 0 turns it off. @default 20 */
  readonly callsPerSecond?: number
  /** Uploads to DingTalk a month; 0 turns it off. @default 0 */
  readonly uploadsPerMonth?: number
  /** Whether to remember files by their hash, so that they are sent once; only with grants. @default true */
  readonly knownMedia?: boolean
  /** How many proxies in front may be believed about the client's address. @default 0 */
  readonly trustedProxies?: number
  /** Hear of every upload and call. */
  readonly observers?: readonly Observer[]
  /** What `/metrics` answers, in Prometheus' text format. @default none, and no such route */
  readonly metricsText?: () => Promise<string>
  /** @default the one of the entry that this is imported from, such as Node's */
  readonly runtime?: RelayRuntime
  /** For calls other than the upload. @default globalThis.fetch */
  readonly fetch?: typeof fetch
}
