/**
 * The head of an HTTP/1.1 answer, read strictly: whatever two readers might frame differently (RFC 9112
 * §6.3) is no answer. Connections are kept, so an end that is misread would shift all answers after it.
 */

import { MediaError } from '../../../errors.ts'

export interface AnswerHead {
  readonly status: number
  /** How the end of the body is told: by its length, by chunks, or by the end of the connection. */
  readonly framing: 'length' | 'chunks' | 'close'
  /** Where the framing is by length: the body's bytes. */
  readonly length: number
  /** Whether the connection stays open. */
  readonly keepAlive: boolean
  /** For how long the server says that it keeps an idle connection, in milliseconds. */
  readonly idleMs: number | undefined
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/
const FIELD_NAME = /^[\w!#$%&'*+.^`|~-]+$/
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

/** Reads a head without its empty line, a character a byte. Throws `upstream_invalid`. */
export function readAnswerHead(text: string): AnswerHead {
  const [statusLine = '', ...lines] = text.split('\r\n')
  const [, version, status] = STATUS_LINE.exec(statusLine) ?? []
  if (status === undefined) throw notHttp('its status line is none')
  const fields = readFields(lines)
  const { framing, length } = framingOf(Number(status), fields)
  const closes = version === '0' || /(^|,)\s*close\s*(,|$)/i.test(fields.get('connection') ?? '')
  const seconds = /(?:^|[,\s])timeout=(\d{1,6})\b/i.exec(fields.get('keep-alive') ?? '')?.[1]
  return {
    status: Number(status),
    framing,
    length,
    keepAlive: !closes && framing !== 'close',
    idleMs: seconds === undefined ? undefined : Number(seconds) * 1000,
  }
}

/** What came back is not HTTP, for this reason. */
export function notHttp(reason: string): MediaError {
  return new MediaError('upstream_invalid', `DingTalk's answer is not HTTP: ${reason}`)
}

/** Fields by name, in lower case; those that come twice joined, which no length survives. */
function readFields(lines: readonly string[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1)
    // Neither a folded line nor a space before the colon passes here.
    if (colon < 1 || !FIELD_NAME.test(name) || !FIELD_VALUE.test(value)) throw notHttp('a header is none')
    const before = fields.get(name)
    fields.set(name, before === undefined ? value.trim() : `${before}, ${value.trim()}`)
  }
  return fields
}

function framingOf(
  status: number,
  fields: ReadonlyMap<string, string>,
): Pick<AnswerHead, 'framing' | 'length'> {
  const length = fields.get('content-length')
  const coding = fields.get('transfer-encoding')
  if (length !== undefined && !/^\d{1,15}$/.test(length)) throw notHttp('its length is no number')
  if (coding !== undefined && length !== undefined) throw notHttp('its end is told in two ways')
  if (coding !== undefined && coding.toLowerCase() !== 'chunked') throw notHttp('its coding is not known')
  // These have no body, whatever their head says of one (RFC 9112 §6.3).
  if (status < 200 || status === 204 || status === 304) return { framing: 'length', length: 0 }
  if (coding !== undefined) return { framing: 'chunks', length: 0 }
  return length === undefined
    ? { framing: 'close', length: 0 }
    : { framing: 'length', length: Number(length) }
}
