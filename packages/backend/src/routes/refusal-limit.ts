/**
 * How often one address may be refused. Only refusals count, so who is always right is never held
 * up; and who is not costs next to nothing after a while.
 */

import { MediaError } from '../errors.ts'

export interface RefusalLimitOptions {
  /** Refusals at once. @default 30 */
  readonly burst?: number
  /** Refusals in the long run. @default 2 */
  readonly perSecond?: number
  /** Addresses remembered, the longest unused going first. @default 10_000 */
  readonly maxAddresses?: number
  /** Milliseconds on a clock that never goes back. @default performance.now */
  readonly now?: () => number
}

export interface RefusalLimit {
  /** Throws `too_many_uploads` when this address has been refused too often. */
  check(address: string): void
  /** Counts a refusal. */
  count(address: string): void
}

export function createRefusalLimit({
  burst = 30,
  perSecond = 2,
  maxAddresses = 10_000,
  now = () => performance.now(),
}: RefusalLimitOptions = {}): RefusalLimit {
  // Refusals not yet forgiven, in order of use.
  const counts = new Map<string, { readonly refusals: number; readonly at: number }>()

  function refusalsOf(address: string): number {
    const counted = counts.get(address)
    return counted ? Math.max(0, counted.refusals - ((now() - counted.at) * perSecond) / 1000) : 0
  }

  return {
    check(address) {
      const tooMany = refusalsOf(address) + 1 - burst
      if (tooMany <= 0) return
      throw new MediaError('too_many_uploads', 'This address was refused too often', {
        retryAfter: Math.ceil(tooMany / perSecond),
      })
    },
    count(address) {
      const refusals = refusalsOf(address) + 1
      counts.delete(address)
      counts.set(address, { refusals, at: now() })
      if (counts.size > maxAddresses) counts.delete(counts.keys().next().value as string)
    },
  }
}
