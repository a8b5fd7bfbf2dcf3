/**
 * A step of the store's, for whoever must have it: that it failed is no defect, and the log says why. A store may be full,
 * read-only or out of reach, and each wants something else of an operator.
 */

import { MediaError } from '../errors.ts'

/** Resolves to what the step does; throws `store_unavailable` with what could not be done where it fails. */
export function reachStore<T>(step: Promise<T>, failure: string): Promise<T> {
  return step.catch((cause: unknown) => {
    throw new MediaError('store_unavailable', `${failure}: ${reasonOf(cause)}`, { cause })
  })
}

/** Up to where a server quotes what it was sent: that may be a token. An error of several addresses has a code alone. */
function reasonOf(cause: unknown): string {
  const { message = '', code } = (cause instanceof Error ? cause : {}) as { message?: string; code?: unknown }
  return message.split(/ ['"`]/, 1)[0] || String(code ?? 'unknown')
}
