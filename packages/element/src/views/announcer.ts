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
  #pending: string[] = []
  #urgentPending: string[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #quarter = 0
  #progressAt = 0
  locale: Locale
  polite = ''
  urgent = ''

  /** `changed` is called when `polite` or `urgent` has changed. */
  constructor(locale: Locale, changed: () => void) {
    this.locale = locale
    this.#changed = changed
  }

  reject(name: string, reason: string): void {
    this.#say(`${shownName(name)}: ${reason}`, true)
  }

  /** Takes items as told already, such as those that a page begins with. */
  skip(items: readonly Item[]): void {
    this.#items = new Map(items.map((item) => [item.id, item]))
  }

  /** Compares with what was told before, and says the difference. */
  follow(all: readonly Item[], percent: number): void {
    // What is still being checked may never have been there.
    const items = all.filter(({ phase }) => phase !== 'checking')
    const { say } = this.locale
    const before = this.#items
    this.skip(items)
    const added = items.filter(({ id }) => !before.has(id)).length
    const moved = items.filter(({ id, phase }) => before.has(id) && before.get(id)?.phase !== phase)
    const done = moved.filter(({ phase }) => phase === 'done')
    if (added > 0) this.#say(say('saidAdded', { count: added }))
    for (const { id, name } of before.values()) {
      if (!this.#items.has(id)) this.#say(say('saidRemoved', { name: shownName(name) }))
    }
    for (const { phase, name, error } of moved) {
      if (phase === 'failed') {
        this.#say(`${shownName(name)}: ${error?.message ?? say('failed')}`, true)
      } else if (phase === 'relaying' && items.length === 1) this.#say(say('relaying'))
    }
    if (done.length > 1) this.#say(say('saidComplete', { count: done.length }))
    else for (const { name } of done) this.#say(say('saidUploaded', { name: shownName(name) }))
    if (items.some(({ phase }) => phase === 'uploading')) this.#sayProgress(percent)
  }

  #sayProgress(percent: number): void {
    const quarter = Math.floor(percent / 25)
    const told = this.#quarter
    this.#quarter = Math.min(told, quarter)
    if (quarter <= told || quarter > 3 || Date.now() - this.#progressAt < PROGRESS_GAP_MS) return
    this.#quarter = quarter
    this.#progressAt = Date.now()
    this.#say(this.locale.say('saidProgress', { percent: this.locale.percent(quarter * 25) }))
  }

  #say(text: string, urgently = false): void {
    ;(urgently ? this.#urgentPending : this.#pending).push(text)
    if (this.#timer !== undefined) return
    this.#show('', '')
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#show(inOneBreath(this.#pending.splice(0)), inOneBreath(this.#urgentPending.splice(0)))
    }, BREATH_MS)
  }

  // Emptied first: a region that gets the text it has already is not read again.
  #show(polite: string, urgent: string): void {
    this.polite = polite
    this.urgent = urgent
    this.#changed()
  }
}

function inOneBreath(texts: readonly string[]): string {
  const more = texts.length - BREATH_SENTENCES
  return texts.slice(0, BREATH_SENTENCES).join(' ') + (more > 0 ? ` +${more}` : '')
}
