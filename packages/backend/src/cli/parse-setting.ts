/**
 * How the text of one setting becomes a value. Every parser throws a sentence that says what
 * it takes, and never repeats what it was given: it may be a secret.
 */

import { type RuleLimits, tightenRules } from '../contract/index.ts'
import { isCallbackAesKey } from '../dingtalk/callback-crypto.ts'
import { isCorpId } from '../tokens/corp-tokens.ts'

export type ParseSetting<T> = (text: string) => T

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

export const text: ParseSetting<string> = (value) => value

export const list: ParseSetting<readonly string[]> = (value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/** Origins as browsers send them, `null`, or `*` for every one. */
export const origins: ParseSetting<readonly string[]> = (value) =>
  list(value).map((part, index) => {
    if (part === '*' || part === 'null') return part
    try {
      return origin(part)
    } catch {
      throw new Error(`takes origins like https://app.example.com, or *; number ${index + 1} is none`)
    }
  })

export const corp: ParseSetting<string> = (value) => {
  if (!isCorpId(value)) throw new Error('takes the id of an organisation, like ding0123456789abcdef')
  return value
}

export const corps: ParseSetting<readonly string[]> = (value) => list(value).map(corp)

export const aesKey: ParseSetting<string> = (value) => {
  if (!isCallbackAesKey(value)) throw new Error('takes the 43 characters that the developer console shows')
  return value
}

export const basePath: ParseSetting<string> = (value) => {
  if (!/^(\/[\w.~-]+)*\/?$/.test(value) || !value.startsWith('/')) throw new Error('takes a path like /relay')
  return value
}

export const redisUrl: ParseSetting<string> = (value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (!url?.hostname || !/^rediss?:$/.test(url.protocol)) {
    throw new Error('takes an address like redis://host:6379 or rediss://host:6379')
  }
  return value
}

/** Limits on the media rules, as JSON. */
export const rules: ParseSetting<RuleLimits> = (value) => {
  const limits: RuleLimits = json(value)
  try {
    tightenRules(limits)
  } catch (error) {
    throw new Error(`takes limits within DingTalk's: ${error instanceof Error ? error.message : ''}`)
  }
  return limits
}

/** `15s`, `5m`, `1h` or `250ms`, in milliseconds. */
export const duration: ParseSetting<number> = (value) => {
  const [, amount, unit = ''] = /^(\d{1,9})(ms|s|m|h)$/.exec(value) ?? []
  if (!amount) throw new Error('takes a time like 15s, 5m or 1h')
  return Number(amount) * (UNITS_MS[unit] ?? 1)
}

export const whole =
  (min: number, max: number): ParseSetting<number> =>
  (value) => {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
    if (!(number >= min && number <= max)) throw new Error(`takes a whole number from ${min} to ${max}`)
    return number
  }

export const oneOf =
  <const T extends string>(...choices: readonly T[]): ParseSetting<T> =>
  (value) => {
    const choice = choices.find((name) => name === value)
    if (!choice) throw new Error(`takes ${choices.join(' or ')}`)
    return choice
  }

export const origin: ParseSetting<string> = (value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url?.origin !== value.replace(/\/$/, '') || !/^https?:$/.test(url.protocol)) {
    throw new Error('takes an address like https://host, without a path')
  }
  return url.origin
}

export const json: ParseSetting<object> = (value) => {
  try {
    const parsed: unknown = JSON.parse(value)
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed
  } catch {}
  throw new Error('takes a JSON object')
}

export const toggle: ParseSetting<boolean> = (value) => oneOf('on', 'off')(value) === 'on'

/** A time that something may take; Node's timers hold no more. */
export const timeout =
  (minMs = 1): ParseSetting<number> =>
  (value) => {
    const ms = duration(value)
    if (ms < minMs || ms > MAX_TIMEOUT_MS) {
      throw new Error(`takes a time like 15s, 5m or 1h, from ${minMs}ms to 596h`)
    }
    return ms
  }

const MAX_TIMEOUT_MS = 596 * 3_600_000

/** Comma-separated secrets of at least 32 bytes each. */
export const secrets: ParseSetting<readonly string[]> = (value) => {
  const parts = list(value)
  if (parts.length === 0 || parts.some((part) => Buffer.byteLength(part) < 32)) {
    throw new Error("takes secrets of at least 32 bytes each, for example from 'openssl rand -base64 48'")
  }
  return parts
}
