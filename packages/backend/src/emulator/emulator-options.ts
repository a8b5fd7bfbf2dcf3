/**
 * What can be set on the emulator, with defaults. Where DingTalk's own sources contradict each
 * other, an option lets a test try both.
 */

import type { ErrorShape } from './errcode-answer.ts'

export interface EmulatorOptions {
  /** 0 takes any free port. @default 0 */
  readonly port?: number
  /** @default '127.0.0.1' */
  readonly host?: string
  /** @default 'dingemulatorappkey' */
  readonly appKey?: string
  /** @default 'emulator-app-secret' */
  readonly appSecret?: string
  /** The organisation of the internal app, and the first that the third-party app is authorised in. @default 'dingemulatorcorp' */
  readonly corpId?: string
  /** The third-party app's key. @default 'suiteemulatorkey' */
  readonly suiteKey?: string
  /** The third-party app's secret. @default 'emulator-suite-secret' */
  readonly suiteSecret?: string
  /** Other organisations that the third-party app is authorised in. @default none */
  readonly otherCorpIds?: readonly string[]
  /** Whether any suite ticket gets a token, as for customised and test apps. @default false */
  readonly anySuiteTicket?: boolean
  /** Whether a third-party app's new token ends the one before in that organisation; no source says. @default false */
  readonly newTokenEndsOld?: boolean
  /** Where pushes go over HTTP; without it they go over the Stream gateway. @default '' */
  readonly callbackUrl?: string
  /** What pushes are signed with. @default 'emulator-callback-token' */
  readonly callbackToken?: string
  /** What pushes are sealed with: 43 letters and digits. @default one that is always the same */
  readonly callbackAesKey?: string
  /** Milliseconds between two attempts to push the same. @default 1000 */
  readonly pushRetryMs?: number
  /** How often the same is pushed at most. @default 100 */
  readonly maxPushAttempts?: number
  /** How long an access token lives after each fetch. @default 7200 */
  readonly tokenLifeSeconds?: number
  /** Makes a new access token. @default 32 hex digits */
  readonly mintAccessToken?: () => string
  /** Per call that takes an access token; 0 = off. @default 20 */
  readonly queriesPerSecond?: number
  /** Calls a calendar month (UTC) that take an access token; 0 = off. @default 0 */
  readonly monthlyQuota?: number
  /** Milliseconds since 1970; decides about token life, limits and every time shown. @default Date.now */
  readonly now?: () => number
  /** Waits between an upload's last byte and its answer. @default 0 */
  readonly uploadDelayMs?: number
  /** How fast an upload's body is read; 0 = as fast as it comes. @default 0 */
  readonly bytesPerSecond?: number
  /** How `media/upload` says no. @default 'plain' */
  readonly errorShape?: ErrorShape
  /** Sources name both for a file that is too large. @default 45001 */
  readonly oversizeErrcode?: 45001 | 40006
  /** Where `type` is looked for; in `either`, the query wins. @default 'either' */
  readonly typeFrom?: 'query' | 'form' | 'either'
  /** Refuses every format outside the documented list also for `file`, where DingTalk is seen to be lenient. @default false */
  readonly strictFormats?: boolean
  /** Refuses `Transfer-Encoding: chunked` with errcode 43008; no source says whether DingTalk does. @default false */
  readonly chunkedRefused?: boolean
  /** How many bytes of media are kept; the oldest go first. @default 200 MiB */
  readonly maxMediaBytes?: number
}

export type ResolvedOptions = Required<EmulatorOptions>

/** All options, with their defaults filled in. */
export function resolveOptions(options: EmulatorOptions = {}): ResolvedOptions {
  return {
    port: 0,
    host: '127.0.0.1',
    appKey: 'dingemulatorappkey',
    appSecret: 'emulator-app-secret',
    corpId: 'dingemulatorcorp',
    suiteKey: 'suiteemulatorkey',
    suiteSecret: 'emulator-suite-secret',
    otherCorpIds: [],
    anySuiteTicket: false,
    newTokenEndsOld: false,
    callbackUrl: '',
    callbackToken: 'emulator-callback-token',
    callbackAesKey: 'emulatorAesKeyOfFortyThreeLettersAndDigits1',
    pushRetryMs: 1000,
    maxPushAttempts: 100,
    tokenLifeSeconds: 7200,
    mintAccessToken: () => crypto.randomUUID().replaceAll('-', ''),
    queriesPerSecond: 20,
    monthlyQuota: 0,
    now: Date.now,
    uploadDelayMs: 0,
    bytesPerSecond: 0,
    errorShape: 'plain',
    oversizeErrcode: 45001,
    typeFrom: 'either',
    strictFormats: false,
    chunkedRefused: false,
    maxMediaBytes: 200 * 2 ** 20,
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  }
}
