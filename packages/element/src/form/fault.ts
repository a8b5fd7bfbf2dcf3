/**
 * What keeps a form from being sent: something missing, something under way, something failed.
 */

import type { Locale } from '../messages/locale.ts'
import type { Item } from '../queue/item.ts'

export interface FaultConditions {
  readonly items: readonly Item[]
  readonly required: boolean
  readonly minFiles: number
  /** Set by the page with `setCustomValidity`. */
  readonly customMessage: string
}

/** The flags and the sentence for `setValidity`. */
export type Fault = readonly [flags: ValidityStateFlags, message: string]

/** The first fault, in the order in which a person would mend them; `undefined` when there is none. */
export function faultOf(
  { items, required, minFiles, customMessage }: FaultConditions,
  { say }: Locale,
): Fault | undefined {
  const failed = items.filter(({ phase }) => phase === 'failed').length
  const done = items.filter(({ phase }) => phase === 'done').length
  if (customMessage) return [{ customError: true }, customMessage]
  if (failed + done < items.length) {
    const held = items.every(({ phase }) => phase === 'done' || phase === 'failed' || phase === 'waiting')
    return [{ customError: true }, say(held ? 'notUploaded' : 'stillBusy')]
  }
  if (failed > 0) return [{ badInput: true }, say('someFailed')]
  if (required && done === 0) return [{ valueMissing: true }, say('valueMissing')]
  if (done > 0 && done < minFiles) return [{ rangeUnderflow: true }, say('tooFew', { count: minFiles })]
  return undefined
}
