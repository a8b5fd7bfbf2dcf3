/**
 * A check's "no" in the words of the wire, so that page and relay say the same thing the
 * same way.
 */

import type { Refusal } from '@dt-media/backend/contract'
import type { ErrorDetails, ItemErrorCode } from '../messages/item-error-code.ts'

export interface Rejection {
  readonly code: ItemErrorCode
  readonly details?: ErrorDetails
  /** In a validator's own words. */
  readonly message?: string
}

/** The contract's refusal of a file of this size, its facts in snake_case. */
export function rejectionOf({ code, ...facts }: Refusal, size: number): Rejection {
  const details: Record<string, unknown> = { size }
  for (const [name, value] of Object.entries(facts)) {
    details[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)] = value
  }
  return { code, details }
}
