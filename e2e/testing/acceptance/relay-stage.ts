/**
 * One relay on one runtime, the DingTalk behind it, and what a client does with them.
 */

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { FIXTURES } from '../../../fixtures/index.ts'
import { type RunningEmulator, startEmulator } from '../../../packages/backend/src/emulator/index.ts'
import { type GrantClaims, signGrant } from '../../../packages/backend/src/grants/index.ts'
import { type RunningRuntime, type RuntimeUnderTest, startRuntime } from './start-runtime.ts'

export const SECRET = 'acceptance-acceptance-acceptance'
/** The origin that every documented start lists. */
export const ORIGIN = 'https://app.example.com'
export const png = readFileSync(FIXTURES.find(({ file }) => file === 'sample.png')?.path ?? '')
/** Larger than what a relay reads before it begins to send on. */
export const mediumPng = Buffer.concat([png, Buffer.alloc(300_000, 7)])

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** `ok` for an upload, else the code of the error. */
  readonly code: string
  readonly body: Readonly<Record<string, unknown>>
}

export interface SendOptions {
  /** The claims of its grant; `null` for none, a text for that very one. @default a subject of its own */
  readonly grant?: Partial<GrantClaims> | string | null
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface RelayStage {
  readonly subject: RuntimeUnderTest
  readonly dingtalk: RunningEmulator
  readonly running: RunningRuntime
  /** Where uploads go, with a slash at the end. */
  readonly url: string
  /** Uploads once. */
  send(body: Uint8Array | ReadableStream<Uint8Array>, options?: SendOptions): Promise<Answer>
  /** A grant; without a subject, for one of its own, so that no test uses up another one's rate. */
  grant(claims?: Partial<GrantClaims>): Promise<string>
  get(path: string, init?: RequestInit): Promise<Response>
  /** DingTalk has exactly this file, once, from one clean form of exact length. */
  assertStored(file: Uint8Array): void
  /** DingTalk has heard nothing. */
  assertUntouched(): void
  /** Nothing whole has reached DingTalk, and nothing is under way any more. */
  assertNothingWhole(): Promise<void>
  stop(): Promise<void>
}

/** Starts both. */
export async function setRelayStage(subject: RuntimeUnderTest): Promise<RelayStage> {
  const dingtalk = await startEmulator({ queriesPerSecond: 0 })
  const { DINGTALK_APP_KEY = '', DINGTALK_APP_SECRET = '' } = dingtalk.settings
  const credentials = { DINGTALK_APP_KEY, DINGTALK_APP_SECRET, RELAY_GRANT_SECRET: SECRET }
  const running = await startRuntime(subject, dingtalk.url, credentials).catch(async (error) => {
    await dingtalk.close()
    throw error
  })
  const { url } = running
  const uploads = () => dingtalk.control.state().uploads
  let subjects = 0

  const grant = (claims: Partial<GrantClaims> = {}) =>
    signGrant({ sub: `subject ${++subjects}`, ...claims }, { secret: SECRET })

  return {
    subject,
    dingtalk,
    running,
    url,
    grant,
    async send(body, { grant: given = {}, query = 'type=image&filename=cat.png', headers = {} } = {}) {
      const token = typeof given === 'string' ? given : given && (await grant(given))
      const response = await fetch(`${url}media/upload?${query}`, {
        method: 'POST',
        body: body instanceof ReadableStream ? body : new Uint8Array(body),
        headers: { ...(token && { Authorization: `Bearer ${token}` }), ...headers },
        duplex: 'half',
      } as RequestInit)
      return answerOf(response)
    },
    get: (path, init) => fetch(`${url}${path}`, init),
    assertStored(file) {
      assert.deepEqual([uploads().opened, uploads().stored], [1, 1])
      const [upload] = dingtalk.control.uploads()
      assert.equal(upload?.sha256, createHash('sha256').update(file).digest('hex'))
      assert.equal(upload.framing, 'content-length')
      assert.equal(upload.receivedBytes, upload.contentLength)
      assert.deepEqual(upload.findings, [])
    },
    assertUntouched() {
      assert.equal(uploads().opened, 0)
    },
    async assertNothingWhole() {
      await eventually(() => uploads().running.length === 0, 'nothing is under way')
      assert.equal(uploads().completed, 0)
    },
    async stop() {
      await running.stop()
      await dingtalk.close()
    },
  }
}

/** An answer of the relay's. */
export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  const { status, headers } = response
  assert.match(headers.get('content-type') ?? '', /^application\/json/, `${status} ${text}`)
  const body = JSON.parse(text) as Record<string, unknown>
  return { status, headers, body, code: String(body.code ?? body.errmsg) }
}

/** Waits for what comes about by itself, for a minute at most. */
export async function eventually(holds: () => boolean, what: string): Promise<void> {
  for (let i = 0; i < 6000 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 10))
  assert.ok(holds(), what)
}
