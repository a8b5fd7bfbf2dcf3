/**
 * Chooses the language, and puts codes, sizes and counts into words. Nothing is said at
 * import: the language may change at any time.
 */

import { en } from './en.ts'
import type { ErrorWords } from './item-error-code.ts'
import type { MessageKey, Messages } from './messages.ts'
import { sayError } from './say-error.ts'
import { zhHans } from './zh-hans.ts'

/** What takes the place of `{name}` in a sentence; numbers are written as the language does. */
export type Values = Readonly<Record<string, string | number>>

/** One language, ready to speak. */
export interface Locale {
  /** The language found, as BCP 47: `en` or `zh-Hans`. */
  readonly lang: string
  readonly say: (key: MessageKey, values?: Values) => string
  /** An error or refusal as one sentence; fits the queue's `messages`. */
  readonly sayError: ErrorWords
  /** `2.4 MB`, where MB is 2^20. */
  readonly bytes: (bytes: number) => string
  /** From 0 to 100: `63%`. */
  readonly percent: (percent: number) => string
  /** `4 sec`, `2 min`. */
  readonly duration: (seconds: number) => string
  /** `3 files` */
  readonly files: (count: number) => string
  /** `JPG, PNG or GIF`; takes the tokens of `accept` as well. */
  readonly formats: (formats: readonly string[]) => string
}

const locales = new Map<string, Locale>()

/** The locale for a BCP 47 language tag; English where we do not speak it. The same one for the same language. */
export function localeFor(lang: string): Locale {
  const [found, messages]: [string, Messages] = /^zh(?![a-z])/i.test(lang) ? ['zh-Hans', zhHans] : ['en', en]
  const locale = locales.get(found) ?? createLocale(found, messages)
  locales.set(found, locale)
  return locale
}

/** A locale that speaks these messages and counts as this language does. */
export function createLocale(lang: string, messages: Messages): Locale {
  const plural = new Intl.PluralRules(lang)
  const list = new Intl.ListFormat(lang, { type: 'disjunction' })
  const formatters = new Map<string, Intl.NumberFormat>()
  const number = (value: number, unit = '', maximumFractionDigits = 0) => {
    const key = unit + maximumFractionDigits
    const options = unit ? { style: 'unit', unit, maximumFractionDigits } : {}
    // To make one takes longer than to use it a hundred times.
    const formatter = formatters.get(key) ?? new Intl.NumberFormat(lang, options as Intl.NumberFormatOptions)
    formatters.set(key, formatter)
    return formatter.format(value)
  }

  const locale: Locale = {
    lang,
    say(key, values = {}) {
      const sentence = messages[key]
      const text =
        typeof sentence === 'string'
          ? sentence
          : (sentence[plural.select(Number(values.count))] ?? sentence.other)
      return text.replace(/\{(\w+)\}/g, (_, name) => {
        const value = values[name] ?? ''
        return typeof value === 'number' ? number(value) : value
      })
    },
    sayError: (code, details) => sayError(locale, code, details),
    bytes(bytes) {
      const kilobytes = bytes / 2 ** 10
      // From 1023.5 on it would read as 1,024 kB.
      return kilobytes < 1023.5
        ? number(kilobytes, 'kilobyte', kilobytes < 10 ? 1 : 0)
        : number(kilobytes / 2 ** 10, 'megabyte', 1)
    },
    percent: (percent) => number(percent, 'percent'),
    duration: (seconds) =>
      seconds > 59 ? number(seconds / 60, 'minute') : number(Math.ceil(seconds), 'second'),
    files: (count) => locale.say('files', { count }),
    formats: (formats) =>
      list.format(
        formats.map((format) => {
          // `image/*` and the like are kinds with a word of their own.
          const [, kind] = /^(image|audio|video)\/\*$/.exec(format) ?? []
          return kind ? locale.say(kind as MessageKey) : format.replace(/^.*[/.]/, '').toUpperCase()
        }),
      ),
  }
  return locale
}
