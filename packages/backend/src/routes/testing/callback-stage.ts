/**
 * The callback route alone, with a clock and a store in hand, and pushes as DingTalk sends them.
 */

import assert from 'node:assert/strict'
import { Hono } from 'hono'
import { type CallbackKeys, createCallbackCrypto, type SealedPush } from '../../dingtalk/callback-crypto.ts'
import { CALLBACK_VECTORS, SUITE_KEYS } from '../../dingtalk/testing/callback-vectors.ts'
import { observers } from '../../observer.ts'
import { createMemoryStore } from '../../store/memory-store.ts'
import type { Store } from '../../store/store.ts'
import { fromWebStream } from '../../streams/from-web-stream.ts'
import { createSuiteTickets } from '../../tokens/suite-tickets.ts'
import { callbackRoute } from '../callback-route.ts'
import { errorAnswer } from '../error-answer.ts'
import { createRefusalLimit } from '../refusal-limit.ts'
import type { RelayEnv } from '../relay-env.ts'

/** When V6 arrives. */
export const NOW = 1_783_610_513_500
/** The vector that is a suite ticket. */
export const V6 = CALLBACK_VECTORS.find(({ name }) => name === 'V6') ?? assert.fail()

/** What seals and opens as DingTalk does. */
export const ours = createCallbackCrypto(SUITE_KEYS)

interface Sent {
  readonly query?: string
  readonly body?: string
  readonly headers?: Record<string, string>
}

/** Sets the route up, with a limit that no test meets by accident. */
export function setCallbackStage({
  store = createMemoryStore(),
  burst = 1000,
}: {
  store?: Store
  burst?: number
} = {}) {
  const warnings: string[] = []
  const applied: string[] = []
  const tickets = createSuiteTickets({ store, suiteKey: SUITE_KEYS.ownerKey })
  const clock = { time: NOW, address: '203.119.0.1', bytesRead: 0 }
  const app = new Hono<RelayEnv>()
  app.onError(errorAnswer)
  app.post(
    '/dingtalk/callback',
    callbackRoute({
      callbackCrypto: ours,
      suiteTickets: {
        async keep(ticket) {
          applied.push(ticket.suiteTicket)
          await tickets.keep(ticket)
        },
      },
      store,
      runtime: {
        async *readBody(c) {
          for await (const chunk of fromWebStream(c.req.raw.body)) {
            clock.bytesRead += chunk.length
            yield chunk
          }
        },
        remoteAddress: () => clock.address,
      },
      observer: observers([{ warned: (message) => warnings.push(message) }]),
      trustedProxies: 0,
      refusalLimit: createRefusalLimit({ burst, now: () => clock.time }),
      now: () => clock.time,
    }),
  )
  const send = async ({ query = queryOf(V6), body = bodyOf(V6), headers = {} }: Sent = {}) =>
    app.request(`/dingtalk/callback?${query}`, {
      method: 'POST',
      body,
      headers: { 'X-Request-Id': 'the-same-id', ...headers },
    })
  return { send, tickets, applied, warnings, clock, store }
}

/** The signed words, as a query. */
export function queryOf({ signature, timestamp, nonce }: SealedPush): string {
  return `${new URLSearchParams({ signature, timestamp, nonce })}`
}

/** The sealed message, as a body. */
export function bodyOf({ encrypt }: Pick<SealedPush, 'encrypt'>): string {
  return JSON.stringify({ encrypt })
}

/** A push as DingTalk would send it. */
export async function pushOf(
  message: object | string,
  timestamp = String(NOW),
  keys: CallbackKeys = SUITE_KEYS,
) {
  const text = typeof message === 'string' ? message : JSON.stringify(message)
  const sealed = await createCallbackCrypto(keys).seal(text, { timestamp, nonce: crypto.randomUUID() })
  return { query: queryOf(sealed), body: bodyOf(sealed) }
}

/** Opens a reply as DingTalk would. */
export async function readReply(response: Response): Promise<string> {
  assert.equal(response.status, 200)
  const reply = (await response.json()) as Record<string, string>
  assert.deepEqual(Object.keys(reply).sort(), ['encrypt', 'msg_signature', 'nonce', 'timeStamp'])
  const { msg_signature: signature = '', timeStamp: timestamp = '', nonce = '', encrypt = '' } = reply
  const opened = await ours.open({ signature, timestamp, nonce, encrypt })
  return 'message' in opened ? opened.message : assert.fail(opened.refused)
}
