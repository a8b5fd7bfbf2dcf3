/**
 * Every setting of the relay in one table, from which they are read, checked and documented.
 */

import {
  aesKey,
  basePath,
  corp,
  corps,
  oneOf,
  origin,
  origins,
  type ParseSetting,
  redisUrl,
  rules,
  secrets,
  text,
  timeout,
  toggle,
  whole,
} from './parse-setting.ts'

/** One environment variable. */
export interface Setting<T> {
  /** What it is for, as the help says it. */
  readonly summary: string
  readonly parse: ParseSetting<T>
  /** As one would write it. Left out where there is none. */
  readonly default?: string
  /** Whether its value is for nobody to see. */
  readonly secret?: boolean
}

export const SETTINGS = {
  DINGTALK_REGION: {
    summary: 'Which DingTalk: intl (dingtalk.io) or cn (dingtalk.com)',
    parse: oneOf('intl', 'cn'),
    default: 'intl',
  },
  DINGTALK_OAPI_URL: { summary: "Overrides the region's older API host", parse: origin },
  DINGTALK_API_URL: { summary: "Overrides the region's newer API host", parse: origin },
  DINGTALK_APP_KEY: { summary: "The internal app's key (client id)", parse: text },
  DINGTALK_APP_SECRET: { summary: "The internal app's secret", parse: text, secret: true },
  DINGTALK_SUITE_KEY: { summary: "A third-party enterprise app's key", parse: text },
  DINGTALK_SUITE_SECRET: { summary: "A third-party enterprise app's secret", parse: text, secret: true },
  DINGTALK_SUITE_TICKET: {
    summary: 'A fixed suite ticket, for customised and test apps; else it comes by push',
    parse: text,
    secret: true,
  },
  DINGTALK_CORP_ID: {
    summary: "The organisation to upload for, unless a grant's corp names another",
    parse: corp,
  },
  DINGTALK_ALLOWED_CORPS: {
    summary: 'Organisations that a grant may name, comma-separated (DINGTALK_CORP_ID)',
    parse: corps,
  },
  DINGTALK_CALLBACK_TOKEN: { summary: 'Verifies what DingTalk pushes', parse: text, secret: true },
  DINGTALK_CALLBACK_AES_KEY: {
    summary: 'Decrypts what DingTalk pushes: 43 characters',
    parse: aesKey,
    secret: true,
  },
  DINGTALK_STREAM: {
    summary: 'Whether pushes come over the Stream gateway instead of the callback route',
    parse: toggle,
    default: 'off',
  },
  DINGTALK_TOKEN_API: {
    summary: "Which of DingTalk's ways to an access token: oapi, v1 or unified",
    parse: oneOf('oapi', 'v1', 'unified'),
    default: 'oapi',
  },
  HOST: { summary: 'Where the relay listens', parse: text, default: '127.0.0.1' },
  PORT: { summary: 'Where the relay listens; 0 for any free port', parse: whole(0, 65535), default: '8787' },
  RELAY_BASE_PATH: { summary: 'Prefix of every route', parse: basePath, default: '/' },
  RELAY_AUTH: {
    summary: 'grant: only with an upload grant; none: anyone may upload (grant, if there is a secret)',
    parse: oneOf('grant', 'none'),
  },
  RELAY_GRANT_SECRET: {
    summary: 'Signs and verifies grants: 32 bytes or more; comma-separated: the first signs, all verify',
    parse: secrets,
    secret: true,
  },
  RELAY_GRANT_MAX_LIFE: { summary: 'A grant that lives longer is refused', parse: timeout(), default: '1h' },
  RELAY_GRANT_IN_QUERY: {
    summary: "Whether the query's access_token may hold the grant",
    parse: toggle,
    default: 'off',
  },
  RELAY_DINGTALK_LOGIN: {
    summary: "Whether pages inside DingTalk's client get a grant for its auth code: POST /auth/dingtalk",
    parse: toggle,
    default: 'off',
  },
  RELAY_ALLOWED_ORIGINS: {
    summary: 'Origins whose pages may upload, comma-separated',
    parse: origins,
    default: '',
  },
  RELAY_RULES: { summary: "Rules tighter than DingTalk's, as JSON", parse: rules },
  RELAY_MAX_UPLOADS: {
    summary: 'Uploads in flight; one more is answered 503',
    parse: whole(1, 1e6),
    default: '256',
  },
  RELAY_MIN_RATE: {
    summary: 'Bytes a second a client must average after 10 s; 0 turns it off',
    parse: whole(0, 1e9),
    default: '4096',
  },
  RELAY_BODY_IDLE_TIMEOUT: {
    summary: 'How long a client may send nothing',
    parse: timeout(),
    default: '15s',
  },
  RELAY_UPLOAD_TIMEOUT: { summary: 'How long one upload may take', parse: timeout(), default: '5m' },
  RELAY_UPSTREAM_TIMEOUT: { summary: 'How long DingTalk may be silent', parse: timeout(), default: '30s' },
  RELAY_DRAIN_TIMEOUT: {
    summary: 'How long uploads may go on after SIGTERM',
    parse: timeout(0),
    default: '30s',
  },
  RELAY_UNSIZED_BODIES: {
    summary: 'Bodies without a length: buffer (bounded) or refuse (411)',
    parse: oneOf('buffer', 'refuse'),
    default: 'buffer',
  },
  RELAY_MAX_UPLOADS_PER_SUBJECT: {
    summary: "Uploads in flight of one grant's subject, else of one address; one more is answered 429",
    parse: whole(1, 1e6),
    default: '8',
  },
  RELAY_UPLOADS_PER_MINUTE: {
    summary: "Uploads a minute of one grant's subject, else of one address; 0 turns it off",
    parse: whole(0, 1e6),
    default: '60',
  },
  RELAY_PACE: {
    summary: 'Uploads to DingTalk a second; 0 turns it off',
    parse: whole(0, 1e5),
    default: '20',
  },
  RELAY_MONTHLY_QUOTA: {
    summary: 'Uploads to DingTalk a month: a warning at 80 %, none above; 0 turns it off',
    parse: whole(0, 1e9),
    default: '0',
  },
  RELAY_KNOWN_MEDIA: {
    summary: 'Whether to remember files by their hash, so that they are sent once; only with grants',
    parse: toggle,
    default: 'on',
  },
  RELAY_REDIS_URL: {
    summary: 'Where replicas share their state: redis://host:6379; without it, each has its own',
    parse: redisUrl,
    secret: true,
  },
  RELAY_TRUST_PROXY: {
    summary: "How many proxies in front may be believed about the client's address",
    parse: whole(0, 10),
    default: '0',
  },
  RELAY_LOG_LEVEL: {
    summary: 'What is logged: trace, debug, info, warn, error or silent',
    parse: oneOf('trace', 'debug', 'info', 'warn', 'error', 'silent'),
    default: 'info',
  },
  RELAY_LOG_FORMAT: { summary: 'json, or pretty, which it is on a terminal', parse: oneOf('json', 'pretty') },
  RELAY_METRICS: { summary: 'Whether there is /metrics', parse: toggle, default: 'on' },
} as const satisfies Record<string, Setting<unknown>>

export type SettingName = keyof typeof SETTINGS

type Value<N extends SettingName> =
  | ReturnType<(typeof SETTINGS)[N]['parse']>
  | ((typeof SETTINGS)[N] extends { default: string } ? never : undefined)

/** The settings in force. */
export type Settings = { readonly [N in SettingName]: Value<N> }

/** The values that are for nobody to see. */
export function secretsOf(settings: Settings): readonly string[] {
  return (Object.entries(SETTINGS) as [SettingName, Setting<unknown>][])
    .filter(([, { secret }]) => secret)
    .flatMap(([name]) => settings[name])
    .filter((value) => typeof value === 'string')
}
