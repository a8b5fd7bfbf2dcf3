/**
 * A request's bytes: its target, its headers in any order and spelling, and its framed body.
 */

import type { Random } from '../random.ts'
import { type FramedBody, frameBody, misframeBody } from './frame-body.ts'
import { spell } from './make-form.ts'
import type { Expectation, RequestDraft } from './request-draft.ts'

export interface FuzzRequest {
  /** What was done, in words. */
  readonly title: string
  readonly wire: Buffer
  readonly expectation: Expectation
  /** What a server may take the wire for; `unknown` after damage to it. */
  readonly framing: FramedBody['framing'] | 'unknown'
}

/** Frames a request rightly. */
export function framed(draft: RequestDraft, random: Random): FuzzRequest {
  const version = random.chance(0.03) ? '1.0' : '1.1'
  return message(draft, frameBody(draft.body, random, version), random, version)
}

/** Frames a request wrongly. */
export function misframed(draft: RequestDraft, random: Random): FuzzRequest {
  const request = message(draft, misframeBody(draft.body, random), random, '1.1')
  const expectation: Expectation =
    request.framing === 'short' ? { kind: 'open', content: undefined } : { kind: 'refused' }
  return { ...request, title: `${draft.title}, misframed`, expectation }
}

function message(
  { title, query, headers, expectation }: RequestDraft,
  { headers: framing, wire, framing: kind }: FramedBody,
  random: Random,
  version: '1.1' | '1.0',
): FuzzRequest {
  const target = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
  const extras = random.chance(0.1) ? [random.pick(EXTRA_HEADERS)] : []
  const lines = random.shuffle([...spell(random, [...headers, ...extras]), ...framing])
  const head = [
    `POST /media/upload${target && `?${target}`} HTTP/${version}`,
    'Host: relay',
    ...lines,
    '',
    '',
  ]
  return { title, wire: Buffer.concat([Buffer.from(head.join('\r\n')), wire]), expectation, framing: kind }
}

const EXTRA_HEADERS = [
  'X-Request-Id: not sane!',
  'Origin: http://relay',
  'Expect: 100-continue',
  'Upgrade: websocket',
  '__proto__: x',
  'X-Forwarded-For: 1.2.3.4, ::1',
  'Accept-Encoding: gzip',
  'Content-Encoding: identity',
  'Cookie: a=b',
  `X-Long: ${'x'.repeat(5000)}`,
]
