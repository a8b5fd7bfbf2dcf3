/**
 * Checks the options when the relay is created: a mistake is a `TypeError` at start, not a
 * failed upload at night.
 */

import { MEDIA_RULES, type MediaRules, tightenRules } from './contract/index.ts'
import { isCallbackAesKey } from './dingtalk/callback-crypto.ts'
import { DINGTALK_HOSTS, type DingTalkHosts } from './dingtalk/hosts.ts'
import { nearest } from './nearest.ts'
import type { RelayOptions } from './options.ts'
import { createMemoryStore } from './store/memory-store.ts'
import type { Store } from './store/store.ts'
import type { AppOptions } from './tokens/app-tokens.ts'
import { isCorpId } from './tokens/corp-tokens.ts'

const DEFAULTS = {
  tokenApi: 'oapi',
  region: 'intl',
  auth: 'grant',
  grantSecrets: [] as readonly string[],
  grantMaxLifeMs: 3_600_000,
  grantInQuery: false,
  dingtalkLogin: false,
  allowedOrigins: [] as readonly string[],
  basePath: '/',
  unsizedBodies: 'buffer',
  maxUploads: 256,
  maxUploadsPerSubject: 8,
  uploadsPerMinute: 60,
  callsPerSecond: 20,
  uploadsPerMonth: 0,
  trustedProxies: 0,
  knownMedia: true,
  stream: false,
  bodyIdleTimeoutMs: 15_000,
  minBytesPerSecond: 4096,
  uploadTimeoutMs: 300_000,
  upstreamTimeoutMs: 30_000,
  observers: [] as readonly [],
} as const satisfies Partial<RelayOptions>

const NAMES = Object.keys({
  ...DEFAULTS,
  app: 0,
  callback: 0,
  hosts: 0,
  store: 0,
  rules: 0,
  metricsText: 0,
  runtime: 0,
  fetch: 0,
} satisfies Record<keyof RelayOptions, unknown>)

const STORE_METHODS = Object.keys({
  get: 0,
  set: 0,
  setIfAbsent: 0,
  compareAndDelete: 0,
  increment: 0,
  reserveTurn: 0,
} satisfies Record<keyof Store, unknown>) as (keyof Store)[]

/** A timer that is set for longer rings at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

type Defaulted = keyof typeof DEFAULTS | 'store' | 'fetch'

/** Options with nothing left open. */
export type CheckedOptions = Omit<RelayOptions, Defaulted | 'rules' | 'hosts' | 'runtime'> &
  Required<Omit<Pick<RelayOptions, Defaulted>, 'grantSecrets'>> & {
    readonly grantSecrets: () => readonly string[]
    readonly rules: MediaRules
    readonly hosts: DingTalkHosts
    /** What tells this app from others in a shared store. */
    readonly appId: string
  }

/** Fills in the defaults. Throws a `TypeError` that names every mistake. */
export function checkOptions(options: RelayOptions): CheckedOptions {
  const mistakes = unknownNames(options)
  const expect = (holds: boolean, mistake: string) => holds || mistakes.push(mistake)
  // In plain JavaScript a lone text may stand there, and be taken for a list of letters.
  const isListed = (name: string, list: readonly string[]) => {
    expect(Array.isArray(list), `${name}: a list`)
    return Array.isArray(list)
  }
  const given = {
    store: createMemoryStore(),
    fetch: globalThis.fetch,
    ...DEFAULTS,
    ...definedOnly(options),
  } as RelayOptions & Required<Pick<RelayOptions, Defaulted>>

  checkApp(given, expect)
  const lacking = STORE_METHODS.filter((method) => typeof given.store?.[method] !== 'function')
  expect(lacking.length === 0, `store: lacks ${lacking.join(', ')}`)
  expect(['oapi', 'v1', 'unified'].includes(given.tokenApi), 'tokenApi: oapi, v1 or unified')
  const { callback } = given
  expect(
    !callback || (!!callback.token && isCallbackAesKey(callback.aesKey)),
    'callback: a token, and an aesKey of 43 characters',
  )
  expect(['grant', 'none'].includes(given.auth), 'auth: grant or none')
  expect(['buffer', 'refuse'].includes(given.unsizedBodies), 'unsizedBodies: buffer or refuse')
  expect(!given.stream || 'WebSocket' in globalThis, 'stream: needs a WebSocket, which Node has from 22 on')
  expect(Object.hasOwn(DINGTALK_HOSTS, given.region), 'region: intl or cn')
  expect(String(given.basePath).startsWith('/'), 'basePath: begins with a slash')
  const { grantSecrets: secrets } = given
  const grantSecrets = typeof secrets === 'function' ? secrets : () => secrets
  if (isListed('grantSecrets', grantSecrets())) {
    const hasSecret = grantSecrets().length > 0
    expect(given.auth === 'none' || hasSecret, "grantSecrets: at least one, or auth: 'none' spelled out")
    expect(grantSecrets().every(isLong), 'grantSecrets: at least 32 bytes each')
  }
  expect(!given.dingtalkLogin || given.auth === 'grant', "dingtalkLogin: only with auth 'grant'")
  for (const origin of isListed('allowedOrigins', given.allowedOrigins) ? given.allowedOrigins : []) {
    const known = origin === '*' || origin === 'null' || isOrigin(origin)
    expect(known, `allowedOrigins: "${origin}" is no origin, like https://app.example.com`)
  }
  expect(given.grantMaxLifeMs > 0, 'grantMaxLifeMs: milliseconds, more than 0')
  for (const name of ['bodyIdleTimeoutMs', 'uploadTimeoutMs', 'upstreamTimeoutMs'] as const) {
    const holds = given[name] > 0 && given[name] <= MAX_TIMER_MS
    expect(holds, `${name}: milliseconds, more than 0, at most ${MAX_TIMER_MS}`)
  }
  for (const name of ['maxUploads', 'maxUploadsPerSubject'] as const) {
    expect(Number.isSafeInteger(given[name]) && given[name] > 0, `${name}: a whole number, more than 0`)
  }
  for (const name of [
    'uploadsPerMinute',
    'uploadsPerMonth',
    'trustedProxies',
    'minBytesPerSecond',
  ] as const) {
    expect(Number.isSafeInteger(given[name]) && given[name] >= 0, `${name}: a whole number, 0 or more`)
  }
  expect(given.callsPerSecond >= 0, 'callsPerSecond: a number, 0 or more')
  const hosts = {
    ...(DINGTALK_HOSTS[given.region] ?? DINGTALK_HOSTS.intl),
    ...definedOnly(given.hosts ?? {}),
  }
  for (const [name, url] of Object.entries(hosts)) {
    expect(isOrigin(url), `hosts.${name}: an origin, like https://host`)
  }
  const rules = rulesUnder(given, mistakes)
  if (mistakes.length > 0) throw new TypeError(`createRelay: ${mistakes.join('; ')}`)
  return { ...given, grantSecrets, hosts, rules, appId: appIdOf(given.app) }
}

function appIdOf(app: AppOptions): string {
  if ('fetchToken' in app) return app.appId ?? 'custom'
  return 'suiteKey' in app ? app.suiteKey : app.appKey
}

type Expect = (holds: boolean, mistake: string) => unknown

/** What an app lacks depends on which of the three kinds it is. */
function checkApp(
  { app, auth, tokenApi }: Pick<RelayOptions, 'app' | 'auth' | 'tokenApi'>,
  expect: Expect,
): void {
  if (typeof app !== 'object' || !app) {
    expect(false, 'app: required, with its appKey and appSecret')
    return
  }
  const corps = [app.corpId, ...('suiteKey' in app || 'fetchToken' in app ? (app.allowedCorps ?? []) : [])]
  for (const corp of corps) expect(corp === undefined || isCorpId(corp), `app: "${corp}" is no corp id`)
  if ('fetchToken' in app) {
    expect(typeof app.fetchToken === 'function', 'app: fetchToken is a function')
  } else if ('suiteKey' in app) {
    expect(!!app.suiteKey && !!app.suiteSecret, 'app: suiteKey and suiteSecret are required')
    expect(auth !== 'none' || !!app.corpId, "app: with auth 'none' a third-party app needs its corpId")
  } else {
    expect(!!app.appKey && !!app.appSecret, 'app: appKey and appSecret are required')
    expect(tokenApi !== 'unified' || !!app.corpId, 'app: the unified token API needs the corpId')
  }
}

function rulesUnder({ rules }: RelayOptions, mistakes: string[]): MediaRules {
  try {
    return rules ? tightenRules(rules) : MEDIA_RULES
  } catch (error) {
    mistakes.push(`rules: ${error instanceof Error ? error.message : 'wrong'}`)
    return MEDIA_RULES
  }
}

function isLong(secret: string): boolean {
  return new TextEncoder().encode(secret).length >= 32
}

/** In plain JavaScript a misspelled option would be an option left out. */
function unknownNames(options: RelayOptions): string[] {
  const unknown = Object.keys(definedOnly(options)).filter((name) => !NAMES.includes(name))
  return unknown.map((name) => {
    const meant = nearest(name, NAMES)
    return `${name}: no such option${meant ? `, did you mean ${meant}?` : ''}`
  })
}

function definedOnly<T extends object>(some: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(some ?? {}).filter(([, value]) => value !== undefined),
  ) as Partial<T>
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text)
}
