/**
 * Asks the relay whether DingTalk has a file already, so that it need not be sent again. Loaded where
 * there is a grant, for without one a relay knows nothing. Whatever goes wrong, the file is sent.
 */

import { MEDIA_RULES, type RulesAnswer } from '@dt-media/backend/contract'
import { inTime } from '../checks/in-time.ts'
import { readUploadAnswer } from './upload-answer.ts'
import type { AttemptContext, Uploaded } from './upload-context.ts'

/** A slower answer is worth less than the file's own way. */
const PATIENCE_MS = 3000
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
 * That resolves to the earlier upload's answer, or to nothing, and never rejects.
 */
export function prepareLookUp(
  uploadUrl: string,
  { file, attempt, signal }: Pick<AttemptContext, 'file' | 'attempt' | 'signal'>,
): (headers: Headers) => Promise<Uploaded | undefined> {
  const [base = '', query] = uploadUrl.split('/upload?')
  const relay = relayAt(base)
  const sha256 = hashOf(file, relay, attempt)

  const ask = async (headers: Headers) => {
    const hash = await sha256
    if (!hash) return undefined
    relay.misses++
    const answer = await fetch(`${base}/known?${query}&sha256=${hash}`, { headers, signal })
    const known = readUploadAnswer(answer.status, await answer.text())
    relay.misses = 0
    return known
  }
  return (headers) => inTime(ask(headers), PATIENCE_MS).catch(() => undefined)
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
  if (!isWorthIt || file.size > MEDIA_RULES.file.maxBytes || !globalThis.crypto?.subtle) return undefined
  if (!(await relay.remembers)) return undefined
  // A file that cannot be read is the upload's to tell.
  const bytes = await file.arrayBuffer().catch(() => undefined)
  if (!bytes) return undefined
  const hash = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
