/**
 * The languages beside English and Simplified Chinese, each loaded when a page speaks it. This
 * table is itself loaded by such pages alone.
 */

import type { AllMessages } from '../messages.ts'

/** By BCP 47 tag, as `Intl` takes it. */
const LANGUAGES: Readonly<Record<string, () => Promise<AllMessages>>> = {
  'zh-Hant': () => import('./zh-hant.ts').then(({ zhHant }) => zhHant),
  ja: () => import('./ja.ts').then(({ ja }) => ja),
  ko: () => import('./ko.ts').then(({ ko }) => ko),
  th: () => import('./th.ts').then(({ th }) => th),
  vi: () => import('./vi.ts').then(({ vi }) => vi),
  id: () => import('./id.ts').then(({ id }) => id),
  ms: () => import('./ms.ts').then(({ ms }) => ms),
  es: () => import('./es.ts').then(({ es }) => es),
  'pt-BR': () => import('./pt-br.ts').then(({ ptBR }) => ptBR),
  fr: () => import('./fr.ts').then(({ fr }) => fr),
  de: () => import('./de.ts').then(({ de }) => de),
  ru: () => import('./ru.ts').then(({ ru }) => ru),
  tr: () => import('./tr.ts').then(({ tr }) => tr),
  ar: () => import('./ar.ts').then(({ ar }) => ar),
}

/** The tags of all languages here. */
export const TAGS: readonly string[] = Object.keys(LANGUAGES)

/** Languages that go by another tag: `in` is what Java still calls Indonesian. */
const ALIASES: Readonly<Record<string, string>> = { zh: 'zh-Hant', yue: 'zh-Hant', pt: 'pt-BR', in: 'id' }

/** The language nearest to a tag, and its sentences; `undefined` where it is none of these. */
export async function findLanguage(lang: string): Promise<[tag: string, messages: AllMessages] | undefined> {
  const [primary = ''] = lang.toLowerCase().split('-')
  const tag = ALIASES[primary] ?? primary
  const load = TAGS.includes(tag) && LANGUAGES[tag]
  return load ? [tag, await load()] : undefined
}
