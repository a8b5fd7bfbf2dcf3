/**
 * What must hold for every conversation, whatever was sent, and what more for one that was right.
 */

import { createHash } from 'node:crypto'
import { ERROR_CODES, isMediaId } from '../../../packages/backend/src/contract/index.ts'
import type { EmulatorUpload } from '../../../packages/backend/src/emulator/index.ts'
import { CANARY } from './lane.ts'
import type { FuzzCase } from './make-case.ts'
import type { Played } from './play-case.ts'
import { type FuzzAnswer, readAnswers } from './read-answers.ts'
import type { Expectation } from './request-draft.ts'

/** Everything that went wrong, a line each; empty for a relay that did as it must. */
export function judgeCase(fuzzCase: FuzzCase, played: Played): string[] {
  const { answers, rest } = readAnswers(played.received)
  return [
    ...(played.hung ? [`hung: ${played.hung}`] : []),
    ...played.reports.filter(({ status }) => status >= 500).map(({ reason }) => `the relay says: ${reason}`),
    ...played.defects.map((stack) => `a defect of the relay's own: ${stack}`),
    ...(played.received.includes(CANARY) ? ['a secret was answered'] : []),
    ...(rest && fuzzCase.ending !== 'reset'
      ? [`not an HTTP answer: ${JSON.stringify(rest.slice(0, 200))}`]
      : []),
    ...answers.flatMap(judgeAnswer),
    ...judgeCount(fuzzCase, answers),
    ...judgeUploads(fuzzCase, played, answers),
    ...judgeExpectations(fuzzCase, played, answers),
  ]
}

/** The answer to what is no HTTP, or is but should not be: the last one, whoever it was meant for. */
function isBare({ status, body, headers }: FuzzAnswer): boolean {
  const code = parseJson(body)?.code
  return (
    headers.get('connection') === 'close' &&
    (([400, 413, 431].includes(status) && code === 'malformed_body') ||
      (status === 408 && code === 'client_timeout'))
  )
}

function judgeAnswer(answer: FuzzAnswer): string[] {
  const { status, headers, body } = answer
  if (status >= 500) return [`answered ${status}: ${body}`]
  const json = parseJson(body)
  if (!json) return [`answered ${status} with what is no JSON: ${JSON.stringify(body.slice(0, 200))}`]
  if (!headers.get('x-request-id')) return ['answered without X-Request-Id']
  if (status === 200) {
    const { errcode, errmsg, type, media_id, created_at, ...others } = json
    const right = errcode === 0 && errmsg === 'ok' && typeof type === 'string' && isMediaId(media_id)
    return right && Number.isSafeInteger(created_at) && Object.keys(others).length === 0
      ? []
      : [`answered 200 with ${body}`]
  }
  const entry = Object.entries(ERROR_CODES).find(([code]) => code === json.code)?.[1]
  const right =
    (entry?.status === status || isBare(answer)) &&
    entry?.retriable === json.retriable &&
    typeof json.errmsg === 'string' &&
    json.request_id === headers.get('x-request-id')
  return right ? [] : [`answered ${status} with ${body}`]
}

/** One answer a request, and one more at most where the wire may hold another request. */
function judgeCount({ requests }: FuzzCase, answers: readonly FuzzAnswer[]): string[] {
  const ids = answers.flatMap(({ headers }) => headers.get('x-request-id') ?? [])
  if (new Set(ids).size < ids.length) return ['two answers to one request']
  const bare = answers.findIndex(isBare)
  if (bare >= 0 && bare < answers.length - 1) return ['an answer after the last one']
  const doubtful = requests.some(({ framing }) => framing === 'unknown' || framing === 'short')
  return !doubtful && answers.length > requests.length
    ? [`${answers.length} answers to ${requests.length} requests`]
    : []
}

/**
 * Whether something may have come behind a request before it was answered that ends the connection: the
 * answer that was due is then lost, or a 400 stands in its place.
 */
function isOverrun({ pipelined, requests }: FuzzCase): boolean {
  return (
    pipelined && requests.some(({ framing, wire }) => framing !== 'whole' || wire.includes(' HTTP/1.0\r\n'))
  )
}

/** What DingTalk got is what clients were told, no more and no less. */
function judgeUploads(
  fuzzCase: FuzzCase,
  { uploads, reports, began }: Played,
  answers: readonly FuzzAnswer[],
) {
  const { ending, pipelined, requests } = fuzzCase
  const problems: string[] = []
  const completed = uploads.filter(({ outcome }) => outcome === 'completed')
  const broken = uploads.filter(({ outcome }) => outcome === 'broken')
  if (broken.length > 0) problems.push('DingTalk got a whole message with a broken form')
  const fails = completed.filter(({ media_id }) => !media_id)
  if (fails.length > 0) problems.push(`DingTalk refused a form: ${fails.map(({ errcode }) => errcode)}`)
  const large = requests.some(({ wire }) => wire.length > 64_000)
  for (const { findings } of completed) {
    const minded = findings.filter(
      (finding) => !(large && /^\d+ bytes after the closing boundary$/.test(finding)),
    )
    if (minded.length > 0) problems.push(`DingTalk got a form with ${minded.join(', ')}`)
  }
  if (began !== reports.length) problems.push(`${began} uploads began and ${reports.length} ended`)
  const stored = answers.filter(({ status }) => status === 200)
  const told = completed.filter(({ media_id }) =>
    stored.some(({ body }) => parseJson(body)?.media_id === media_id),
  )
  if (told.length < stored.length) problems.push('a client was told of a file that DingTalk does not have')
  // Who leaves at once, or speaks on while it is being hung up on, may miss what became of a whole request.
  const left = ending !== 'wait' || pipelined
  const most = left ? requestsOnWire(requests) : stored.length
  if (completed.length > most)
    problems.push(`DingTalk has ${completed.length} files, clients know of ${stored.length}`)
  return problems
}

/** What is damaged on the wire may hold another request in place of its body. */
function requestsOnWire(requests: FuzzCase['requests']): number {
  const lines = requests.map(({ wire, framing }) =>
    framing === 'whole' ? 1 : (wire.toString('latin1').match(/ HTTP\/1\.[01]\r\n/g) ?? []).length,
  )
  return lines.reduce((sum, count) => sum + Math.max(1, count), 0)
}

function judgeExpectations(fuzzCase: FuzzCase, { uploads }: Played, answers: readonly FuzzAnswer[]) {
  const { requests, ending } = fuzzCase
  const problems: string[] = []
  const completed = uploads.filter(({ outcome }) => outcome === 'completed')
  let going = true
  for (const [position, { expectation, framing, title }] of requests.entries()) {
    const answer = answers[position]
    if (!answer) {
      // Behind a request that ended the connection, and to who left, no answer is due.
      if (going && framing === 'whole' && ending === 'wait' && !isOverrun(fuzzCase))
        problems.push(`no answer to ${title}`)
      break
    }
    if (isBare(answer) && isOverrun(fuzzCase)) break
    const upload = completed.find(({ media_id }) => parseJson(answer.body)?.media_id === media_id)
    problems.push(...judgeOne(expectation, answer, upload).map((problem) => `${title}: ${problem}`))
    if (framing !== 'whole') break
    going &&= answer.headers.get('connection') !== 'close' && answer.status === 200
  }
  const never = requests.every(({ expectation }) => expectation.kind === 'refused')
  if (never && completed.length > 0) problems.push('DingTalk got a file that had to be refused')
  return problems
}

function judgeOne(
  expectation: Expectation,
  answer: FuzzAnswer,
  upload: EmulatorUpload | undefined,
): string[] {
  const { status, body } = answer
  if (expectation.kind === 'refused') return status < 400 ? [`had to be refused, was answered ${status}`] : []
  if (expectation.kind === 'stored' && status !== 200)
    return [`had to be stored, was answered ${status} ${body}`]
  if (!upload || expectation.content === undefined) return []
  const problems: string[] = []
  if (upload.sha256 !== sha256(expectation.content)) {
    problems.push(`DingTalk has other bytes: ${upload.size}, not ${expectation.content.length}`)
  }
  if (expectation.kind === 'stored') {
    const { mediaType, filename } = expectation
    if (upload.typeInForm !== mediaType || upload.typeInQuery !== mediaType) {
      problems.push(`stored as ${upload.typeInForm}, not ${mediaType}`)
    }
    if (filename !== undefined && upload.filename !== filename) {
      problems.push(`named ${JSON.stringify(upload.filename)}, not ${JSON.stringify(filename)}`)
    }
  }
  return problems
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function parseJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : undefined
  } catch {
    return undefined
  }
}
