/**
 * Chooses the language and puts codes, sizes and counts into words.
 */

import type { ErrorWords } from './item-error-code.ts'
import type { MessageKey } from './messages.ts'

/** What takes the place of `{name}` in a sentence; numbers are written as the language does. */
export type Values = Readonly<Record<string, string | number>>

/** One language, ready to speak. */
export interface Locale {
  /** The language found, as BCP 47: `en` or `zh-Hans`. */
  readonly lang: string
  readonly say: (key: MessageKey, values?: Values) => string
  /** An error or refusal as one sentence; fits the queue's `messages`. */
  readonly sayError: ErrorWords
  /** `2.4 MB`, `20 MB`. */
  readonly bytes: (bytes: number) => string
  /** From 0 to 100: `63%`. */
  readonly percent: (percent: number) => string
  /** `4 sec`, `2 min`. */
  readonly duration: (seconds: number) => string
  /** `JPG, PNG, or GIF`. */
  readonly formats: (formats: readonly string[]) => string
}

/** The locale for a BCP 47 language tag; English where we do not speak it. */
export function localeFor(lang: string): Locale {
  return { lang } as Locale
}
