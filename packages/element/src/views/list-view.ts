/**
 * The items, and above them what was refused: a refused file is no item, but a person
 * must be able to read why it is not there.
 */

import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Locale } from '../messages/locale.ts'
import type { Item } from '../queue/item.ts'
import { icon } from './icons.ts'
import { shownName } from './name-view.ts'

/** What a person must know: why a file was not taken, or why nothing moves. */
export interface Note {
  readonly name?: string
  readonly message: string
}

/** More than these would push the list out of sight. */
const SHOWN_NOTES = 3

export function notesView(notes: readonly Note[], { say }: Locale, dismiss: () => void): TemplateResult {
  const more = notes.length - SHOWN_NOTES
  return html`<div class="note">
    ${icon('alert')}
    <ul class="text" role="list">
      ${notes
        .slice(0, SHOWN_NOTES)
        .map(
          ({ name, message }) =>
            html`<li part="error">${name ? html`<bdi>${shownName(name)}</bdi> · ` : nothing}<bdi>${message}</bdi></li>`,
        )}
      ${more > 0 ? html`<li>+${more}</li>` : nothing}
    </ul>
    <button class="act" type="button" aria-label=${say('dismiss')} title=${say('dismiss')} @click=${dismiss}>
      ${icon('close')}
    </button>
  </div>`
}

/** Stands for items that are not drawn, from one place to before another. */
export interface Gap {
  readonly id: string
  readonly from: number
  readonly to: number
}

/** The items and gaps; behind them how many `more` there are, where nothing else says it. */
export function listView(
  entries: readonly (Item | Gap)[],
  draw: (entry: Item | Gap) => unknown,
  more: number,
): TemplateResult {
  // Safari takes the meaning of a list away with its bullets, unless it is told.
  return html`<ul part="list" class="list" role="list">
      ${repeat(entries, ({ id }) => id, draw)}
    </ul>
    ${more > 0 ? html`<div class="meta more">+${more}</div>` : nothing}`
}
