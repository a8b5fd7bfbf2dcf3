/**
 * Where files come in: one real button in a zone that can be clicked all over. In the `grid` and
 * `avatar` layouts the items lie in the zone; in `button` the zone is no larger than a button.
 */

import { html, nothing, type TemplateResult } from 'lit'
import { icon } from './icons.ts'

export type Layout = 'zone' | 'button' | 'grid' | 'avatar'

export interface ZoneState {
  readonly layout: Layout
  /** Takes files, is held files over, holds all it may, only shows them, or is disabled. */
  readonly is: 'open' | 'over' | 'full' | 'still' | 'off'
  /** What the button says. */
  readonly prompt: unknown
  readonly hint: string
  readonly label: string
  /** The same for those who hear it, after the text of the labels. */
  readonly spokenName: string
  readonly fault: string
  readonly accept: string
  readonly multiple: boolean
  readonly directory: boolean
  readonly capture: string | null
}

export interface ZoneEvents {
  readonly pick: (event: Event) => void
  readonly picked: (event: Event) => void
  readonly cancelled: (event: Event) => void
}

/** The zone, with what lies in it. */
export function zoneView(state: ZoneState, events: ZoneEvents, inner: unknown): TemplateResult {
  const { is, prompt, label, fault } = state
  const closed = /full|still|off/.test(is)
  const hint = html`<slot name="hint" part="hint" class="hint" id="hint" dir="auto">${state.hint}</slot>`
  const isButton = state.layout === 'button'
  return html`<slot name="label">${label ? html`<span part="label" class="label">${label}</span>` : nothing}</slot>
    <div part="zone" class="zone" data-is=${is} @click=${events.pick}>
      <slot name="icon">${is === 'still' && state.layout !== 'avatar' ? nothing : icon('icon')}</slot>
      <slot name="trigger"
        ><button
          part="trigger"
          class="trigger"
          type="button"
          aria-label=${state.spokenName}
          aria-describedby="hint fault"
          ?disabled=${is === 'off'}
          aria-disabled=${closed}
        >
          ${prompt}
        </button></slot
      >
      ${isButton ? nothing : hint} ${inner}
    </div>
    ${isButton ? hint : nothing}
    <input
      type="file"
      hidden
      accept=${state.accept || nothing}
      capture=${state.capture ?? nothing}
      ?multiple=${state.multiple}
      ?webkitdirectory=${state.directory}
      ?disabled=${closed}
      @click=${silence}
      @input=${silence}
      @change=${events.picked}
      @cancel=${events.cancelled}
    />
    ${fault ? html`<p part="error" class="error" id="fault" dir="auto">${icon('alert')}${fault}</p>` : nothing}`
}

// Its `input` would cross the shadow's border before there is a value to tell of, its `click` would
// reach a label around the element, which clicks that.
function silence(event: Event): void {
  event.stopPropagation()
}
