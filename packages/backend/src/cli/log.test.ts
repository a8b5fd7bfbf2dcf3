import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Logger, pino } from 'pino'
import type { UploadReport } from '../observer.ts'
import { logObserver } from './log.ts'
import { createMask } from './mask-secrets.ts'

/** A log and the lines that it wrote. */
function keptLog(): { readonly log: Logger; readonly lines: string[] } {
  const lines: string[] = []
  const log = pino({ level: 'trace', base: null }, { write: (line: string) => void lines.push(line) })
  return { log, lines }
}

const report: UploadReport = {
  requestId: 'request-1',
  outcome: 'ok',
  status: 200,
  durationMs: 12.6,
  subject: 'sub:alice',
  type: 'image',
  format: 'png',
  bytes: 70,
}

test('writes one line per upload, from a fixed list of fields', () => {
  const { log, lines } = keptLog()
  const observer = logObserver(log)
  observer.uploadEnded?.({ ...report, ...{ grant: 'canary', filename: 'canary' } })
  observer.uploadEnded?.({ ...report, outcome: 'too_large', status: 413, reason: 'Refused: too_large' })
  observer.uploadEnded?.({ ...report, outcome: 'upstream_timeout', status: 504 })
  const [first, second, third] = lines.map((line) => JSON.parse(line))
  assert.deepEqual(
    { ...first, time: 0 },
    {
      level: 30,
      time: 0,
      request_id: 'request-1',
      subject: 'sub:alice',
      type: 'image',
      format: 'png',
      bytes: 70,
      duration_ms: 13,
      outcome: 'ok',
      msg: 'uploaded',
    },
  )
  assert.deepEqual([second.level, second.reason], [40, 'Refused: too_large'])
  assert.deepEqual([third.level, third.outcome], [50, 'upstream_timeout'])
  assert.equal(lines.length, 3)
})

for (const [what, name, written] of [
  ['line breaks', 'a\n{"level":30,"msg":"forged"}', 'a\\u{a}{"level":30,"msg":"forged"}'],
  ['what steers a terminal', '\u001b[2J\u009b31m', '\\u{1b}[2J\\u{9b}31m'],
  ['what turns text around or hides', 'a\u202etxt\u200b\u2028', 'a\\u{202e}txt\\u{200b}\\u{2028}'],
  ['ten thousand letters', 'x'.repeat(10_000), 'x'.repeat(200)],
] as const) {
  test(`SE-04 writes a name with ${what} as one harmless line`, () => {
    const { log, lines } = keptLog()
    logObserver(log).uploadEnded?.({ ...report, subject: name })
    logObserver(log).originRefused?.(name, 'request-1')
    assert.equal(lines.length, 2)
    for (const line of lines) {
      assert.equal(line.trimEnd().includes('\n'), false)
      const { subject, origin } = JSON.parse(line)
      assert.equal(subject ?? origin, written)
    }
  })
}

test('says of a page that was refused which setting has to name it', () => {
  const { log, lines } = keptLog()
  logObserver(log).originRefused?.('http://localhost:5173', 'request-1')
  const { origin, msg } = JSON.parse(lines[0] ?? '')
  assert.equal(origin, 'http://localhost:5173')
  assert.match(msg, /of another origin was refused: if it is yours, RELAY_ALLOWED_ORIGINS must name it/)
})

test('SE-01 blots out what looks like a secret, in every form', () => {
  const secret = 'sesame+open/door=='
  const line = [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    'https://x/media/upload?access_token=abc123&type=image',
    'https://x/get_corp_token?suiteTicket=abc123&signature=abc%2B123 wss://x/connect?ticket=abc123',
    'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl',
  ].join(' | ')
  assert.equal(
    createMask(() => [secret, '', 'short'])(line),
    '[secret] | [secret] | [secret] | https://x/media/upload?access_token=[secret]&type=image | https://x/get_corp_token?suiteTicket=[secret]&signature=[secret] wss://x/connect?ticket=[secret] | Bearer [secret]',
  )
  assert.equal(createMask(() => ['a'])('a line like any other'), 'a line like any other')
})

test('SE-01 blots out a secret that JSON writes otherwise, and one that begins as another does', () => {
  const quoted = 'open "sesame" \\ now'
  const line = JSON.stringify({ stack: `Error: ${quoted} \n ${encodeURIComponent(quoted)}` })
  assert.deepEqual(JSON.parse(createMask(() => [quoted])(line)), { stack: 'Error: [secret] \n [secret]' })
  assert.equal(createMask(() => ['sesame-open', 'sesame-open-door'])('sesame-open-door'), '[secret]')
})

test('SE-01 blots out a new secret, and goes on blotting out the one before it', () => {
  let secrets = ['the first secret']
  const mask = createMask(
    () => ['app-secret'],
    () => secrets,
  )
  assert.equal(mask('app-secret the first secret'), '[secret] [secret]')
  secrets = ['the second secret']
  assert.equal(mask('app-secret the first secret, the second secret'), '[secret] [secret], [secret]')
})
