/**
 * Reads a login off a request: DingTalk's auth code, and the corp that the page stands in.
 */

import { MediaError } from '../errors.ts'
import type { Bytes } from '../streams/bytes.ts'
import { collectBytes } from '../streams/collect-bytes.ts'
import type { RelayContext } from './relay-env.ts'

export interface Login {
  readonly code: string
  readonly corp: string | undefined
}

const MAX_BODY_BYTES = 4096
const MAX_CODE_LENGTH = 512
const MAX_CORP_LENGTH = 64

/** Throws `malformed_body`, reading no more of the body than a login may have. */
export async function readLogin(c: RelayContext, body: Bytes): Promise<Login> {
  const tooLong = () => malformed('body', 'The body is too long')
  if (Number(c.req.header('content-length')) > MAX_BODY_BYTES) throw tooLong()
  const text = new TextDecoder().decode(await collectBytes(body, MAX_BODY_BYTES, tooLong))
  const { code, corp } = parsed(text)
  if (!isShortText(code, MAX_CODE_LENGTH)) throw malformed('code', 'The login has no usable code')
  if (corp !== undefined && !isShortText(corp, MAX_CORP_LENGTH)) {
    throw malformed('corp', 'The corp is no text, or too long')
  }
  return { code, corp }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {}
  throw malformed('body', 'The body is no JSON object')
}

function isShortText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= maxLength
}

function malformed(field: string, message: string): MediaError {
  return new MediaError('malformed_body', message, { details: { field } })
}
