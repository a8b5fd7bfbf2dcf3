/**
 * Chooses the language, and puts codes, sizes and counts into words. Nothing is said at
 * import: the language may change at any time.
 */

import { loadPart } from '../load-part.ts'
import { en } from './en.ts'
import type { ErrorWords } from './item-error-code.ts'
import type { AllMessages, MessageKey, Messages } from './messages.ts'
import { sayError } from './say-error.ts'
import { zhHans } from './zh-hans.ts'

/** What takes the place of `{name}` in a sentence; numbers are written as the language does. */
export type Values = Readonly<Record<string, string | number>>

/** One language, ready to speak. */
export interface Locale {
  /** The language found, as BCP 47: `en`, `zh-Hans`. */
  readonly lang: string
  readonly say: (key: MessageKey, values?: Values) => string
  /** An error or refusal as one sentence; fits the queue's `messages`. */
  readonly sayError: ErrorWords
  /** `2.4 MB`, where MB is 2^20; its space does not break. */
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

/** Sentences of a page's own, in place of some of ours or, in another language, of the English ones. */
export type OwnMessages = Partial<AllMessages>

type Language = readonly [tag: string, messages: Messages]

/** All by the language asked for; `own` by the one that the page named. */
const locales = new Map<string, Locale>()
const loaded = new Map<string, Language>()
const own = new Map<string, OwnMessages>()
const loading = new Map<string, Promise<void>>()
const followers = new Set<() => void>()

const isSimplified = (lang: string) => /^zh(?![a-z])(?!-(hant|tw|hk|mo))/i.test(lang)

/**
 * The locale for a BCP 47 language tag; English where we do not speak it, and until its sentences have
 * been loaded. The same one for the same tag, until `followMessages` tells.
 */
export function localeFor(asked: string): Locale {
  const lang = asked.replace(/_/g, '-')
  let locale = locales.get(lang)
  if (!locale) {
    const [tag, messages] = loaded.get(lang) ?? (isSimplified(lang) ? ['zh-Hans', zhHans] : ['en', en])
    const [ownTag, words] = ownWords(lang) ?? ownWords(tag) ?? [tag]
    locale = createLocale(ownTag, messages, words)
    locales.set(lang, locale)
    if (tag === 'en' && !/^(en(?![a-z])|$)/i.test(lang)) loading.set(lang, load(lang))
  }
  return locale
}

/** Resolves once the sentences of a language are there, or cannot be had. */
export async function loadLanguage(asked: string): Promise<void> {
  await loading.get(localeFor(asked) && asked.replace(/_/g, '-'))
}

/** Sets sentences of the page's own for a language, ours or another; what is left out stays as it is. */
export function defineMessages(lang: string, messages: OwnMessages): void {
  own.set(lang.toLowerCase(), messages)
  tellFollowers()
}

/** Adds what a part says that was loaded on its own. */
export function addWords(words: { readonly en: OwnMessages; readonly zhHans: OwnMessages }): void {
  Object.assign(en, words.en)
  Object.assign(zhHans, words.zhHans)
}

/** Calls when a language has arrived or the page has set its own sentences, until the function returned is called. */
export function followMessages(changed: () => void): () => void {
  followers.add(changed)
  return () => followers.delete(changed)
}

function ownWords(lang: string): [string, OwnMessages] | undefined {
  return [...own].find(([tag]) => `${lang}-`.toLowerCase().startsWith(`${tag}-`))
}

async function load(lang: string): Promise<void> {
  const found = await loadPart(
    import('./languages/find-language.ts').then(({ findLanguage }) => findLanguage(lang)),
  )
  if (!found) return
  loaded.set(lang, found)
  tellFollowers()
}

function tellFollowers(): void {
  locales.clear()
  for (const changed of followers) changed()
}

/**
 * Behind a small whole number, as `Intl` has it in the languages inside. Its first use in a page takes a third
 * of the time until the element is painted, and most of what is said at first needs no more than this.
 */
const PLAIN_UNITS: Readonly<Record<string, string>> = {
  percent: '%',
  kilobyte: '\u00a0kB',
  megabyte: '\u00a0MB',
}

const isInside = (lang: string) => lang === 'en' || lang === 'zh-Hans'

/** A locale that speaks these messages, `words` first, and counts as this language does. */
export function createLocale(lang: string, messages: OwnMessages, words: OwnMessages = {}): Locale {
  // Each is made when it is first needed.
  let plural: Intl.PluralRules | undefined
  let list: Intl.ListFormat | undefined
  const pluralOf = (count: number) => {
    plural ??= new Intl.PluralRules(lang)
    return plural.select(count)
  }
  const formatters = new Map<string, Intl.NumberFormat>()
  const number = (value: number, unit = '', maximumFractionDigits = 0) => {
    const plain = PLAIN_UNITS[unit]
    if (plain !== undefined && isInside(lang) && value < 1000 && Number.isInteger(value)) return value + plain
    const key = unit + maximumFractionDigits
    const options = unit ? { style: 'unit', unit, maximumFractionDigits } : {}
    // To make one takes longer than to use it a hundred times.
    const formatter = formatters.get(key) ?? new Intl.NumberFormat(lang, options as Intl.NumberFormatOptions)
    formatters.set(key, formatter)
    // No line ends between a number and its unit.
    return formatter.format(value).replaceAll(' ', '\u00a0')
  }

  const locale: Locale = {
    lang,
    say(key, values = {}) {
      const sentence = words[key] ?? messages[key] ?? ''
      const text =
        typeof sentence === 'string' ? sentence : (sentence[pluralOf(Number(values.count))] ?? sentence.other)
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
    formats(formats) {
      list ??= new Intl.ListFormat(lang, { type: 'disjunction' })
      return list.format(
        formats.map((format) => {
          // `image/*` and the like are kinds with a word of their own.
          const [, kind] = /^(image|audio|video)\/\*$/.exec(format) ?? []
          return kind ? locale.say(kind as MessageKey) : format.replace(/^.*[/.]/, '').toUpperCase()
        }),
      )
    },
  }
  return locale
}
