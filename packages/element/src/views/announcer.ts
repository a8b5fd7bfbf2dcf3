/**
 * Says aloud what happens, to screen readers only, and not more than a person can follow:
 * what comes within a moment is said in one breath, progress at quarters and five seconds apart.
 */

import type { Locale } from '../messages/locale.ts'
import type { Item } from '../queue/item.ts'
import { shownName } from './name-view.ts'

const BREATH_MS = 300
const BREATH_SENTENCES = 5
const PROGRESS_GAP_MS = 5000

export class Announcer {
  readonly #changed: () => void
  #items: ReadonlyMap<string, Item> = new Map()
  #pending: { readonly [Region in 'status' | 'alert']: string[] } | undefined
  #quarter = 0
  #progressAt = 0
  /** What the live region for each tone has to hold. */
  status = ''
  alert = ''

  /** `changed` is called when `status` or `alert` has changed. */
  constructor(changed: () => void) {
    this.#changed = changed
  }

  say(text: string, region: 'status' | 'alert' = 'status'): void {
    if (!this.#pending) {
      // Emptied first: a region that gets the text it has already is not read again.
      this.#show()
      this.#pending = { status: [], alert: [] }
      setTimeout(() => {
        this.#show(this.#pending)
        this.#pending = undefined
      }, BREATH_MS)
    }
    this.#pending[region].push(text)
  }

  /** Takes items as told already, such as those that a page begins with. */
  skip(items: readonly Item[]): void {
    this.#items = new Map(items.map((item) => [item.id, item]))
  }

  /** Compares with what was told before, and says the difference. */
  follow(all: readonly Item[], percent: number, locale: Locale): void {
    // What is still being checked may never have been there.
    const items = all.filter(({ phase }) => phase !== 'checking')
    const before = this.#items
    this.skip(items)
    const tell = (
      key: 'added' | 'uploading' | 'uploaded' | 'removed',
      named: readonly Item[],
      names = true,
    ) => {
      const [first] = named
      if (!first) return
      const what = named.length > 1 || !names ? locale.files(named.length) : shownName(first.name)
      this.say(locale.say(key, { what }))
    }
    // Also what is new: an answer may come before the file was ever shown.
    const moved = items.filter(({ id, phase }) => before.get(id)?.phase !== phase)
    tell(
      'added',
      items.filter(({ id }) => !before.has(id)),
      false,
    )
    tell(
      'removed',
      [...before.values()].filter(({ id }) => !this.#items.has(id)),
    )
    tell(
      'uploaded',
      moved.filter(({ phase }) => phase === 'done'),
    )
    // The first of a row is told with those behind it; that the next begins is no news.
    if (!isUnderway(before.values()) && isUnderway(items)) {
      tell(
        'uploading',
        items.filter(({ phase }) => /waiting|uploading/.test(phase)),
      )
    }
    for (const { phase, name, error } of moved) {
      if (phase === 'failed') this.say(`${shownName(name)}: ${error?.message}`, 'alert')
      if (phase === 'retrying') this.say(`${shownName(name)}: ${locale.say(phase)}`)
    }
    const isLast = items.every(({ phase }) => /relaying|done|failed/.test(phase))
    if (isLast && moved.some(({ phase }) => phase === 'relaying')) this.say(locale.say('relaying'))
    // Quarters once each, and anew when more files have come.
    const quarter = Math.floor(percent / 25)
    const isNews =
      items.some(({ phase }) => phase === 'uploading') &&
      quarter > this.#quarter &&
      quarter < 4 &&
      Date.now() - this.#progressAt > PROGRESS_GAP_MS
    if (isNews) {
      this.#progressAt = Date.now()
      this.say(locale.say('uploaded', { what: locale.percent(quarter * 25) }))
    }
    if (isNews || quarter < this.#quarter) this.#quarter = quarter
  }

  #show({ status, alert } = { status: [] as string[], alert: [] as string[] }): void {
    this.status = inOneBreath(status)
    this.alert = inOneBreath(alert)
    this.#changed()
  }
}

function isUnderway(items: Iterable<Item>): boolean {
  return [...items].some(({ phase }) => /uploading|relaying|retrying/.test(phase))
}

function inOneBreath(texts: readonly string[]): string {
  const more = texts.length - BREATH_SENTENCES
  return texts.slice(0, BREATH_SENTENCES).join(' ') + (more > 0 ? ` +${more}` : '')
}
