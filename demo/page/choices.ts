/**
 * What the visitor has set on the page. Kept in the address, so that a state of the demo can be
 * sent to a colleague; the weather (network, fault) is not: nobody should open a page that is offline.
 */

// biome-ignore format: one line each would say no more
const LANGUAGES = [
  'en', 'zh-CN', 'zh-TW', 'ja', 'ko', 'th', 'vi', 'id', 'ms', 'es', 'pt-BR', 'fr', 'de', 'ru', 'tr', 'ar',
] as const

export const CHOICES = {
  mediaType: ['auto', 'image', 'voice', 'video', 'file'],
  layout: ['zone', 'button', 'grid', 'avatar'],
  multiple: ['on', 'off'],
  manual: ['off', 'on'],
  fit: ['on', 'off'],
  sortable: ['off', 'on'],
  record: ['off', 'on'],
  lang: LANGUAGES,
  dir: ['ltr', 'rtl'],
  theme: ['auto', 'light', 'dark'],
  network: ['normal', 'slow', 'offline'],
  fault: ['none', 'busy', 'reset'],
} as const satisfies Record<string, readonly [string, string, ...string[]]>

export type ChoiceName = keyof typeof CHOICES
export type Choices = { readonly [Name in ChoiceName]: (typeof CHOICES)[Name][number] }

const NAMES = Object.keys(CHOICES) as readonly ChoiceName[]
const UNSAVED: ReadonlySet<ChoiceName> = new Set(['network', 'fault'])

/** The choices that an address holds; what it does not hold or misspells is the first of its row. */
export function readChoices(query: URLSearchParams): Choices {
  const entries = NAMES.map((name) => {
    const options: readonly string[] = CHOICES[name]
    const asked = UNSAVED.has(name) ? undefined : options.find((option) => option === query.get(name))
    return [name, asked ?? options[0]]
  })
  return Object.fromEntries(entries) as Choices
}

/** The query that leads back to these choices; defaults are left out. */
export function writeChoices(choices: Choices): string {
  const kept = NAMES.filter((name) => !UNSAVED.has(name) && choices[name] !== CHOICES[name][0])
  const query = new URLSearchParams(kept.map((name) => [name, choices[name]]))
  return kept.length > 0 ? `?${query}` : ''
}
