/**
 * One attempt to push over HTTP: the sealed message goes out, and only the sealed answer that DingTalk
 * wants counts as taken.
 */

import { randomBytes } from 'node:crypto'
import { openPush, type PushKeys, type SealedMessage, sealPush } from './push-seal.ts'

export interface HttpPush {
  readonly url: string
  readonly message: object
  /** The answer that ends the repetition. */
  readonly wants: string
  readonly keys: PushKeys
  /** Milliseconds since 1970. */
  readonly sentAt: number
  readonly signal: AbortSignal
}

/** DingTalk's own patience with a callback. */
const TIMEOUT_MS = 2500

/** `undefined` when it was taken; else why not, in words. */
export async function pushOverHttp({
  url,
  message,
  wants,
  keys,
  sentAt,
  signal,
}: HttpPush): Promise<string | undefined> {
  const letter = { timestamp: String(sentAt), nonce: randomBytes(8).toString('hex') }
  const { encrypt, ...words } = sealPush(JSON.stringify(message), keys, letter)
  const target = new URL(url)
  for (const [name, value] of Object.entries(words)) target.searchParams.set(name, value)
  try {
    const response = await fetch(target, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ encrypt }),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    if (response.status !== 200) return `HTTP ${response.status}`
    return whyRefused(await response.text(), wants, keys)
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } }
    return name === 'TimeoutError' ? `no answer within ${TIMEOUT_MS} ms` : (cause?.code ?? 'no connection')
  }
}

function whyRefused(text: string, wants: string, keys: PushKeys): string | undefined {
  const reply = readReply(text)
  if (!reply) return 'the answer is not msg_signature, timeStamp, nonce and encrypt'
  const opened = openPush(reply, keys)
  if ('wrong' in opened) return `the answer is refused: ${opened.wrong}`
  return opened.message === wants ? undefined : `the answer says something else than "${wants}"`
}

function readReply(text: string): SealedMessage | undefined {
  try {
    const { msg_signature: signature, timeStamp: timestamp, nonce, encrypt } = JSON.parse(text)
    const words = { signature, timestamp, nonce, encrypt }
    return Object.values(words).every((word) => typeof word === 'string') ? words : undefined
  } catch {
    return undefined
  }
}
