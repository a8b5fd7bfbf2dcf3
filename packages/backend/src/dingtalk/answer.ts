/**
 * Reads what DingTalk answers. It says 200 whatever happened, spells its errors in two
 * ways, and has a third for an address that it has banned.
 */

import { MediaError } from '../errors.ts'

/** A JSON object as it came; nothing in it is to be trusted. */
export type AnswerBody = Readonly<Record<string, unknown>>

export interface DingTalkAnswer {
  /** 0 when all went well. Of `{"errcode":88,"sub_code":"40014"}` it is 40014. */
  readonly errcode: number
  readonly body: AnswerBody
}

/**
 * Reads an answer of the older API.
 * Throws `upstream_invalid` when it is none, `upstream_busy` when it is an address ban.
 */
export function readAnswer(status: number, text: string): DingTalkAnswer {
  const body = readObject(status, text)
  const errcode = numberOf(body.errcode)
  if (errcode === 88) return { errcode: numberOf(body.sub_code) ?? 88, body }
  if (errcode === undefined || status >= 300) throw invalid(`HTTP ${status} without an errcode`)
  return { errcode, body }
}

/** Reads any JSON object. Throws as {@link readAnswer} does. */
export function readObject(status: number, text: string): AnswerBody {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw invalid(`HTTP ${status} and no JSON`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid('JSON, but no object')
  const body = value as AnswerBody
  if (body.punish === 'deny') throw banned()
  return body
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined
}

function invalid(message: string): MediaError {
  return new MediaError('upstream_invalid', `DingTalk's answer makes no sense: ${message}`)
}

// 10,000 calls in 20 s from one address are answered so for five minutes.
function banned(): MediaError {
  return new MediaError('upstream_busy', 'DingTalk has banned this address for some minutes', {
    retryAfter: 300,
  })
}
