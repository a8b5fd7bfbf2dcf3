/**
 * Reads a push of DingTalk's off a request: three signed words in the query, a sealed message in the
 * body. Whatever is wrong with it, the answer is the same.
 */

import type { SealedPush } from '../dingtalk/callback-crypto.ts'
import { MediaError } from '../errors.ts'
import type { Bytes } from '../streams/bytes.ts'
import { collectBytes } from '../streams/collect-bytes.ts'
import type { RelayContext } from './relay-env.ts'

/** A push, and when it was sent, in milliseconds since 1970. */
export interface ReadPush extends SealedPush {
  readonly sentAt: number
}

const MAX_BODY_BYTES = 64 * 1024
const MAX_NONCE_LENGTH = 256

/** How far DingTalk's clock and ours may be apart, and how long a push may be under way. */
const WINDOW_MS = 5 * 60_000

/** Throws `malformed_body`, reading no more of the body than a push may have. */
export async function readPush(c: RelayContext, body: Bytes, now: number): Promise<ReadPush> {
  const signature = only(c, 'signature', 'msg_signature')
  const timestamp = only(c, 'timestamp', 'timeStamp')
  const nonce = only(c, 'nonce')
  if (nonce.length > MAX_NONCE_LENGTH) throw refusedPush('The nonce is too long')
  const sentAt = timeOf(timestamp)
  // Not a number is never within.
  if (!(Math.abs(now - sentAt) <= WINDOW_MS)) throw refusedPush('The timestamp is not of these minutes')
  const tooLong = () => refusedPush('The body is too long')
  if (Number(c.req.header('content-length')) > MAX_BODY_BYTES) throw tooLong()
  const encrypt = encryptOf(new TextDecoder().decode(await collectBytes(body, MAX_BODY_BYTES, tooLong)))
  return { signature, timestamp, nonce, encrypt, sentAt }
}

/** The one refusal of a push. Its message is for the log: the sender learns nothing from the answer. */
export function refusedPush(reason: string): MediaError {
  return new MediaError('malformed_body', `A push was refused: ${reason}`)
}

/** A query parameter that stands there once, under one of its names. */
function only(c: RelayContext, ...names: readonly string[]): string {
  const [value, ...others] = names.flatMap((name) => c.req.queries(name) ?? [])
  if (!value || others.length > 0) throw refusedPush(`${names[0]} is missing, or there twice`)
  return value
}

/** Ten digits are seconds, thirteen are milliseconds: DingTalk sends either. */
function timeOf(timestamp: string): number {
  if (/^\d{10}$/.test(timestamp)) return Number(timestamp) * 1000
  return /^\d{13}$/.test(timestamp) ? Number(timestamp) : Number.NaN
}

function encryptOf(text: string): string {
  let body: { readonly encrypt?: unknown } | null
  try {
    body = JSON.parse(text)
  } catch {
    throw refusedPush('The body is no JSON')
  }
  if (typeof body?.encrypt !== 'string') throw refusedPush('The body holds nothing encrypted')
  return body.encrypt
}
