/**
 * One file in the list: what it is, how far it is, and what can be done about it.
 */

import { html, nothing, type TemplateResult } from 'lit'
import type { Locale } from '../messages/locale.ts'
import type { Item, ItemPhase } from '../queue/item.ts'
import { icon } from './icons.ts'
import { nameView, shownName } from './name-view.ts'
import { thumbView } from './thumb-view.ts'

/** What a person can do with an item. */
export type ItemAction = 'retry' | 'abort' | 'remove'

export interface ItemState {
  readonly item: Item
  readonly pictureUrl: string | undefined
  readonly secondsLeft: number | undefined
  readonly disabled: boolean
  readonly fixed: boolean
}

/** In these a file is on its way, so that its button stops it instead of removing it. */
const MOVING: readonly ItemPhase[] = ['uploading', 'relaying', 'retrying']

export function itemView(
  state: ItemState,
  locale: Locale,
  act: (action: ItemAction, item: Item) => void,
): TemplateResult {
  const { item, fixed } = state
  const { phase } = item
  const { say } = locale
  const name = shownName(item.name)
  const meta = metaOf(state, locale)
  const moving = MOVING.includes(phase)
  const button = (action: ItemAction, part: string, drawing: TemplateResult, label: string) =>
    html`<button
      part=${part}
      class="act"
      type="button"
      aria-label=${label}
      title=${label}
      ?disabled=${state.disabled}
      @click=${() => act(action, item)}
    >
      ${drawing}
    </button>`
  return html`<li part="item" class="item" data-phase=${phase}>
    ${thumbView(item.name, state.pictureUrl)}
    <div class="text">
      ${nameView(item.name)}
      <div part=${phase === 'failed' ? 'meta error' : 'meta'} class="meta" dir="auto">${meta}</div>
    </div>
    <div class="end">
      <span part="status" class="status">${phase === 'done' ? icon('tick') : nothing}</span>
      ${
        fixed
          ? nothing
          : html`<span class="actions">
            ${phase === 'failed' && item.file ? button('retry', 'retry', icon('retry'), say('retry', { name })) : nothing}
            ${
              moving
                ? button('abort', 'cancel', icon('close'), say('cancel', { name }))
                : button('remove', 'remove', icon('close'), say('remove', { name }))
            }
          </span>`
      }
    </div>
    ${
      moving || phase === 'paused'
        ? html`<progress
            part="progress"
            max="100"
            value=${phase === 'relaying' ? nothing : item.percent}
            aria-label=${name}
            aria-valuetext=${meta}
          ></progress>`
        : nothing
    }
  </li>`
}

function metaOf({ item, secondsLeft }: ItemState, { say, bytes, percent, duration }: Locale): string {
  const { phase, size, error } = item
  if (phase === 'failed') return error?.message ?? say('failed')
  if (phase === 'relaying') return say('relaying')
  const going = phase === 'uploading' && item.percent > 0
  return [
    size > 0 ? bytes(size) : '',
    going ? percent(item.percent) : say(phase),
    going && secondsLeft && Number.isFinite(secondsLeft)
      ? say('timeLeft', { duration: duration(secondsLeft) })
      : '',
  ]
    .filter(Boolean)
    .join(' · ')
}
