/**
 * Asks the relay whether DingTalk has a file already, so that it need not be sent again. Loaded where
 * there is a grant, for without one a relay knows nothing. Whatever goes wrong, the file is sent.
 */

import type { RulesAnswer } from '@dt-media/backend/contract'
import type { AttemptContext } from './upload-context.ts'

/** No rule takes more, and this much is held in memory while it is hashed. */
const MAX_BYTES = 20 * 2 ** 20
/** After so many unknown files in a row the next is likely to be new as well, … */
const MISSES = 5
/** … and then only a file of this size is worth the question. */
const WORTH_BYTES = 2 ** 20

interface Relay {
  readonly remembers: Promise<boolean>
  misses: number
}

/** By the URL that its routes have in common; shared by every element of the page. */
const relays = new Map<string, Relay>()

/**
 * Begins to hash the file, and gives what asks for it by the upload's own URL and with its headers.
 * That resolves to the body of the earlier upload's answer, or to nothing where it is not known.
 */
export function prepareLookUp(
  uploadUrl: string,
  { file, attempt, signal }: Pick<AttemptContext, 'file' | 'attempt' | 'signal'>,
): (headers: Headers) => Promise<string | undefined> {
  const [base = '', query] = uploadUrl.split('/upload?')
  const relay = relayAt(base)
  const sha256 = hashOf(file, relay, attempt)

  return async (headers) => {
    const hash = await sha256
    if (!hash) return undefined
    relay.misses++
    const answer = await fetch(`${base}/known?${query}&sha256=${hash}`, { headers, signal })
    if (answer.status !== 200) return undefined
    relay.misses = 0
    return answer.text()
  }
}

function relayAt(base: string): Relay {
  const relay = relays.get(base) ?? { remembers: askWhetherItRemembers(base), misses: 0 }
  relays.set(base, relay)
  return relay
}

/** Asked once; where no answer came, the next file asks again. */
async function askWhetherItRemembers(base: string): Promise<boolean> {
  const answer = await fetch(`${base}/rules`).catch(() => relays.delete(base))
  if (typeof answer === 'boolean' || !answer.ok) return false
  const { auth, known_media }: Partial<RulesAnswer> = Object(await answer.json().catch(() => ({})))
  return known_media === true && auth === 'grant'
}

/** The SHA-256 in hex; nothing where the question is not worth it, or the page is not secure. */
async function hashOf(file: File, relay: Relay, attempt: number): Promise<string | undefined> {
  // A second attempt may follow an answer that was lost, so it always asks.
  const isWorthIt = attempt > 1 || relay.misses < MISSES || file.size >= WORTH_BYTES
  if (!isWorthIt || file.size > MAX_BYTES || !globalThis.crypto?.subtle) return undefined
  if (!(await relay.remembers)) return undefined
  // A file that cannot be read is the upload's to tell.
  const bytes = await file.arrayBuffer().catch(() => undefined)
  if (!bytes) return undefined
  const hash = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
