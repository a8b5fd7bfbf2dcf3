/**
 * `POST /dingtalk/callback`: what DingTalk pushes, above all the suite ticket. A ticket is stored
 * before "success" is answered, for after that DingTalk does not send it again.
 */

import type { Handler } from 'hono'
import type { CallbackCrypto } from '../dingtalk/callback-crypto.ts'
import { type CallbackMessage, readCallbackMessage } from '../dingtalk/callback-message.ts'
import { MediaError } from '../errors.ts'
import type { Observer } from '../observer.ts'
import { reachStore } from '../store/reach-store.ts'
import type { Store } from '../store/store.ts'
import { letGo } from '../streams/let-go.ts'
import { watchBody } from '../streams/watch-body.ts'
import type { SuiteTickets } from '../tokens/suite-tickets.ts'
import { answerJson } from './answer.ts'
import { clientAddress } from './client-address.ts'
import { type ReadPush, readPush, refusedPush } from './read-push.ts'
import { createRefusalLimit, type RefusalLimit } from './refusal-limit.ts'
import type { RelayContext, RelayEnv, RequestRuntime } from './relay-env.ts'

export interface CallbackRouteDeps {
  readonly callbackCrypto: CallbackCrypto
  readonly suiteTickets: Pick<SuiteTickets, 'keep'>
  readonly store: Store
  readonly runtime: RequestRuntime
  readonly observer: Required<Observer>
  readonly trustedProxies: number
  /** @default 30 refusals an address at once, 2 a second in the long run */
  readonly refusalLimit?: RefusalLimit
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number
}

/** Twice the time that a timestamp is good for, before and after. */
const REMEMBERED_MS = 10 * 60_000

/** DingTalk itself gives up after three seconds. */
const PATIENCE = { idleTimeoutMs: 5000, minBytesPerSecond: 16 * 1024, graceMs: 5000 }

export function callbackRoute(deps: CallbackRouteDeps): Handler<RelayEnv> {
  const { callbackCrypto, suiteTickets, store, runtime, observer } = deps
  const { refusalLimit = createRefusalLimit(), now = Date.now } = deps

  return async (c) => {
    const address = addressOf(c)
    const body = watchBody(runtime.readBody(c), PATIENCE)
    try {
      refusalLimit.check(address)
      const push = await readPush(c, body, now())
      const message = await openPush(push)
      await keepTicket(push, message)
      return answerJson(c, await replyTo(message))
    } catch (error) {
      letGo(body)
      runtime.drainBody?.(c, 0)
      if (error instanceof MediaError && error.code !== 'too_many_uploads') {
        // What could not be kept was no mistake of DingTalk's.
        if (error.status < 429) refusalLimit.count(address)
        observer.warned(error.message, { address })
      }
      throw error
    }
  }

  async function openPush(push: ReadPush): Promise<CallbackMessage> {
    const opened = await callbackCrypto.open(push)
    if ('refused' in opened) throw refusedPush(`The ${opened.refused} is not ours`)
    const message = readCallbackMessage(opened.message, push.sentAt)
    if (!message) throw refusedPush('The message is no JSON object')
    return message
  }

  /** Throws `store_unavailable`, and then DingTalk pushes the ticket again. */
  async function keepTicket({ signature, nonce }: ReadPush, { ticket }: CallbackMessage): Promise<void> {
    if (!ticket) return
    const seenKey = `callback:${signature}:${nonce}`
    const failure = 'A push could not be remembered'
    if ((await reachStore(store.get(seenKey), failure)) !== undefined) return
    await suiteTickets.keep(ticket)
    // Only now: were it remembered first and we crashed, the repetition would be passed over.
    await reachStore(store.set(seenKey, '', { expiresInMs: REMEMBERED_MS }), failure)
  }

  async function replyTo({ reply }: CallbackMessage) {
    const sealed = await callbackCrypto.seal(reply, { timestamp: String(now()), nonce: crypto.randomUUID() })
    const { signature, timestamp, nonce, encrypt } = sealed
    return { msg_signature: signature, timeStamp: timestamp, nonce, encrypt }
  }

  function addressOf(c: RelayContext): string {
    const remote = runtime.remoteAddress?.(c) ?? 'unknown'
    return clientAddress(remote, c.req.header('x-forwarded-for'), deps.trustedProxies)
  }
}
