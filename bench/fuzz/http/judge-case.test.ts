import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeCase } from './judge-case.ts'
import { CANARY } from './lane.ts'
import { type FuzzCase, makeCase } from './make-case.ts'
import type { Played } from './play-case.ts'

const fuzzCase = firstCase(
  ({ requests: [first, ...others], ending }) =>
    first?.expectation.kind === 'stored' && others.length === 0 && ending === 'wait',
)
const refused = { status: 400, code: 'malformed_body', retriable: false }

function firstCase(fits: (fuzzCase: FuzzCase) => boolean): FuzzCase {
  for (let index = 0; ; index += 1) {
    const fuzzCase = makeCase(1, index, { grant: 'a.b.c' })
    if (fits(fuzzCase)) return fuzzCase
  }
}

function answerOf({ status, code, retriable }: typeof refused, id = 'an-id-of-ours'): string {
  const body = JSON.stringify({ errcode: -1, errmsg: '', code, retriable, request_id: id })
  return `HTTP/1.1 ${status} No\r\nx-request-id: ${id}\r\ncontent-length: ${body.length}\r\n\r\n${body}`
}

function problemsOf(received: string, others: Partial<Played> = {}, played = fuzzCase): string {
  const log = { began: 0, reports: [], uploads: [], defects: [], hung: undefined }
  return judgeCase(played, { ...log, received: Buffer.from(received), ...others }).join('\n')
}

test('minds a right upload that was refused', () => {
  assert.match(problemsOf(answerOf(refused)), /had to be stored, was answered 400/)
})

test('minds no answer at all', () => {
  assert.match(problemsOf(''), /no answer/)
})

test('minds a second answer', () => {
  assert.match(problemsOf(answerOf(refused) + answerOf(refused)), /two answers to one request/)
  assert.match(problemsOf(answerOf(refused) + answerOf(refused, 'another-id')), /2 answers to 1 requests/)
})

test('minds bytes that are no answer', () => {
  assert.match(problemsOf(`${answerOf(refused)}junk`), /not an HTTP answer: "junk"/)
})

test('minds a status of 500 and more', () => {
  assert.match(problemsOf(answerOf({ status: 503, code: 'overloaded', retriable: true })), /answered 503/)
})

test('minds a code that is not of this status', () => {
  assert.match(problemsOf(answerOf({ ...refused, status: 415 })), /answered 415 with/)
})

test('minds a secret', () => {
  assert.match(problemsOf(`${answerOf(refused)}${CANARY}`), /a secret was answered/)
})

test('minds what hung, and what the relay itself calls a defect', () => {
  assert.match(problemsOf('', { hung: 'answer' }), /hung: answer/)
  assert.match(problemsOf('', { defects: ['TypeError: x'] }), /TypeError: x/)
})

const upload = {
  id: 1,
  openedAt: 0,
  framing: 'content-length',
  contentLength: 1,
  receivedBytes: 1,
  endedAt: 1,
  media_id: '@lAL12345678',
  clean: true,
  findings: [],
} as const

test('minds a file that DingTalk has and nobody was told of, and one that is broken', () => {
  const completed = { uploads: [{ ...upload, outcome: 'completed' as const }] }
  assert.match(problemsOf(answerOf(refused), completed), /DingTalk has 1 files, clients know of 0/)
  const broken = { uploads: [{ ...upload, outcome: 'broken' as const }] }
  assert.match(problemsOf(answerOf(refused), broken), /whole message with a broken form/)
})

test('counts a request that the damage of another one has made', () => {
  const doubled = firstCase(
    ({ requests: [first, ...others], ending }) =>
      others.length === 0 &&
      first?.framing === 'unknown' &&
      ending === 'reset' &&
      first.wire.toString('latin1').split(' HTTP/1.1\r\n').length === 3,
  )
  const completed = { ...upload, outcome: 'completed' as const }
  assert.doesNotMatch(problemsOf('', { uploads: [completed, completed] }, doubled), /DingTalk has/)
  const three = { uploads: [completed, completed, completed] }
  assert.match(problemsOf('', three, doubled), /DingTalk has 3 files/)
})
