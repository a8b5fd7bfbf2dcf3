/**
 * One file in the list: what it is, how far it is, and what can be done about it.
 */

import { extensionOf } from '@dt-media/backend/contract'
import { html, nothing, type TemplateResult } from 'lit'
import type { Locale } from '../messages/locale.ts'
import type { Item } from '../queue/item.ts'
import { icon } from './icons.ts'
import { nameView, shownName } from './name-view.ts'

/** What a person can do with an item. */
export type ItemAction = 'retry' | 'abort' | 'remove' | 'unfit'

export interface ItemState {
  readonly item: Item
  /** How far it is, or why it failed: {@link metaOf}. */
  readonly meta: string
  readonly pictureUrl: string | undefined
  /** Its place among `count` items, from 0. */
  readonly place: number
  readonly count: number
  readonly disabled: boolean
  readonly fixed: boolean
  /** What it is moved by, where it can be. */
  readonly handle: unknown
}

export function itemView(
  { item, meta, pictureUrl, place, count, disabled, fixed, handle }: ItemState,
  say: Locale['say'],
  act: (action: ItemAction, item: Item) => void,
): TemplateResult {
  const { phase, name, percent } = item
  const what = shownName(name)
  const format = extensionOf(name).slice(0, 4)
  const failed = phase === 'failed'
  // While it is on its way its button stops it instead of removing it.
  const moving = /uploading|relaying|retrying/.test(phase)
  const button = (action: ItemAction, part: 'retry' | 'cancel' | 'remove' | 'undo') => {
    const label = say(part, { what })
    return html`<button
      part=${part}
      class="act"
      type="button"
      aria-label=${label}
      title=${label}
      ?disabled=${disabled}
      @click=${() => act(action, item)}
    >
      ${icon(part === 'retry' || part === 'undo' ? part : 'close')}
    </button>`
  }
  // A picture that is dragged counts as a file, which the zone would take as a new one.
  return html`<li
    part="item"
    class="item"
    data-phase=${phase}
    aria-posinset=${place + 1}
    aria-setsize=${count}
  >
    ${handle}
    <span part="thumb" class="thumb" aria-hidden="true">
      <span class="chip" data-type=${item.media_type} data-format=${format}>${format}</span>
      ${pictureUrl ? html`<img src=${pictureUrl} alt="" decoding="async" draggable="false" @error=${hide} @load=${show} />` : nothing}
    </span>
    <div class="text">
      ${nameView(what)}
      <div part=${failed ? 'meta error' : 'meta'} class="meta" dir="auto">${failed ? icon('alert') : nothing}${meta}</div>
    </div>
    <div part="status" class="end">
      ${item.fitted && !moving && !fixed ? button('unfit', 'undo') : nothing}
      ${failed && item.file && !fixed ? button('retry', 'retry') : nothing}
      ${fixed ? nothing : moving ? button('abort', 'cancel') : button('remove', 'remove')}
      ${phase === 'done' ? icon('tick') : nothing}
    </div>
    ${
      moving || phase === 'paused'
        ? html`<progress
            part="progress"
            max="100"
            value=${phase === 'relaying' ? nothing : percent}
            .style=${`--_percent:${percent}%`}
            aria-label=${what}
            aria-valuetext=${meta}
          ></progress>`
        : nothing
    }
  </li>`
}

/** How far an item is, or why it failed, in one line; `seconds` is how long it plays. */
export function metaOf(
  { phase, error, size, percent, fitted, stalled }: Item,
  locale: Locale,
  secondsLeft = 0,
  seconds?: number,
): string {
  if (phase === 'failed') return error?.message ?? ''
  const { say, bytes, duration } = locale
  return [
    size > 0 &&
      phase !== 'relaying' &&
      (fitted ? `${bytes(fitted.from.size)} → ${bytes(size)}` : bytes(size)),
    seconds !== undefined && `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`,
    phase === 'uploading' ? locale.percent(percent) : say(phase),
    phase === 'uploading' && stalled && say('waiting'),
    phase === 'uploading' &&
      !stalled &&
      secondsLeft > 0 &&
      secondsLeft < Infinity &&
      say('timeLeft', { duration: duration(secondsLeft) }),
  ]
    .filter(Boolean)
    .join(' · ')
}

function show({ target }: Event): void {
  ;(target as HTMLImageElement).hidden = false
}

// A broken picture, or one that the page's policy forbids, leaves the sheet beneath.
function hide({ target }: Event): void {
  ;(target as HTMLImageElement).hidden = true
}
