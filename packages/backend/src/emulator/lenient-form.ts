/**
 * Reads multipart/form-data the way a forgiving server does, from a buffered body: bare line feeds, a
 * preamble, no space after a header's colon. It shares no line with the relay's strict decoder, on
 * purpose, and keeps what it forgave, so that a test can see whether a form was clean.
 */

import { type FormHeader, parseHeaders } from './form-headers.ts'

export interface FormPart {
  readonly headers: readonly FormHeader[]
  /** Parameters of Content-Disposition in their order, verbatim. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
  readonly name: string | undefined
  readonly filename: string | undefined
  readonly contentType: string | undefined
  readonly body: Buffer
}

export interface LenientForm {
  /** Whether the closing boundary was there and every part had its blank line. */
  readonly whole: boolean
  readonly parts: readonly FormPart[]
  /** What a strict reader would have minded, in words; empty for a clean form. */
  readonly findings: readonly string[]
}

const LF = 10
const CR = 13
const DASH = 45

interface Delimiter {
  /** Where the line break before the boundary begins: the end of the part before. */
  readonly start: number
  readonly end: number
  readonly last: boolean
}

/** The boundary that a multipart/form-data content type names; `undefined` for anything else. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  if (!/^\s*multipart\/form-data\b/i.test(contentType ?? '')) return undefined
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType ?? '') ?? []
  return quoted ?? bare
}

/** Reads a whole body. Never throws: a form that is no form has no parts and is not whole. */
export function parseForm(body: Buffer, boundary: string): LenientForm {
  const findings: string[] = []
  const delimiters = findDelimiters(body, boundary, findings)
  const first = delimiters[0]
  const last = delimiters.at(-1)
  let whole = last?.last === true
  if (!whole) findings.push('no closing boundary')
  if (first && first.start > 0) findings.push(`${first.start} bytes before the first line break and boundary`)
  const epilogueBytes = last?.last ? body.length - last.end : 0
  if (epilogueBytes > 0) findings.push(`${epilogueBytes} bytes after the closing boundary`)

  const parts: FormPart[] = []
  for (const [index, { end, last }] of delimiters.entries()) {
    if (last) break
    const next = delimiters[index + 1]
    const part = parsePart(body.subarray(end, next ? Math.max(end, next.start) : body.length), (finding) =>
      findings.push(`part ${index + 1}: ${finding}`),
    )
    if (part) parts.push(part)
    else whole = false
  }
  return { whole, parts, findings }
}

function findDelimiters(body: Buffer, boundary: string, findings: string[]): Delimiter[] {
  const mark = Buffer.from(`--${boundary}`, 'latin1')
  const found: Delimiter[] = []
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    const lineBreak = at === 0 ? 0 : lineBreakBefore(body, at)
    if (at > 0 && lineBreak === 0) continue
    let end = at + mark.length
    const last = body[end] === DASH && body[end + 1] === DASH
    if (last) end += 2
    const padding = /^[ \t]*/.exec(body.toString('latin1', end, end + 256))?.[0].length ?? 0
    const newline = lineBreakAfter(body, end + padding)
    if (newline === 0 && !last) continue
    if (padding > 0) findings.push(`${padding} bytes of padding after a boundary`)
    if (lineBreak === 1 || newline === 1) findings.push('a boundary line with a bare line feed')
    if (at === 2 && found.length === 0) findings.push('an empty line before the first boundary')
    found.push({ start: at - lineBreak, end: end + padding + newline, last })
    if (last) break
  }
  return found
}

function parsePart(bytes: Buffer, find: (finding: string) => void): FormPart | undefined {
  const { headers, parameters, bodyStart } = parseHeaders(bytes, find)
  if (bodyStart === undefined) return undefined
  const parameter = (wanted: string) => parameters.find(([name]) => name === wanted)?.[1]
  return {
    headers,
    parameters,
    name: parameter('name'),
    filename: parameter('filename'),
    contentType: headers.find(([name]) => name === 'content-type')?.[1],
    body: bytes.subarray(bodyStart),
  }
}

function lineBreakBefore(body: Buffer, at: number): 0 | 1 | 2 {
  if (body[at - 1] !== LF) return 0
  return body[at - 2] === CR ? 2 : 1
}

function lineBreakAfter(body: Buffer, at: number): 0 | 1 | 2 {
  if (body[at] === LF) return 1
  return body[at] === CR && body[at + 1] === LF ? 2 : 0
}
