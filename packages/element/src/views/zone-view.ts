/**
 * Where files come in: one real button, whose clickable surface the style sheet stretches over
 * the zone, so that nothing interactive lies inside another. The `button` layout is the same, smaller.
 */

import { html, nothing, type TemplateResult } from 'lit'
import { icon } from './icons.ts'

export interface ZoneState {
  /** What the button says. */
  readonly prompt: string
  readonly hint: string
  readonly label: string
  /** The text of the `<label>` elements outside, said but not shown. */
  readonly spokenLabel: string
  readonly fault: string
  readonly over: boolean
  readonly inactive: boolean
  /** Takes nothing now, for whatever reason. */
  readonly closed: boolean
  readonly accept: string
  readonly multiple: boolean
  readonly capture: string | null
}

export interface ZoneEvents {
  readonly pick: (event: Event) => void
  readonly picked: (event: Event) => void
  readonly cancelled: (event: Event) => void
}

export function zoneView(state: ZoneState, events: ZoneEvents): TemplateResult {
  return html`<div id="label">
      <slot name="label">${state.label ? html`<span part="label" class="label">${state.label}</span>` : nothing}</slot>
      <span class="quiet">${state.spokenLabel}</span>
    </div>
    <div part="zone" class="zone" ?data-over=${state.over} ?data-off=${state.closed} ?data-inactive=${state.inactive} @click=${events.pick}>
      <slot name="icon"><span class="icon">${icon('upload')}</span></slot>
      <slot name="trigger"
        ><button
          part="trigger"
          class="trigger"
          id="trigger"
          type="button"
          aria-labelledby="label trigger"
          aria-describedby="hint fault"
          ?disabled=${state.inactive}
          aria-disabled=${state.closed ? 'true' : nothing}
        >
          ${state.prompt}
        </button></slot
      >
      <div part="hint" class="hint" id="hint" dir="auto"><slot name="hint">${state.hint}</slot></div>
    </div>
    <input
      class="quiet"
      type="file"
      tabindex="-1"
      aria-hidden="true"
      accept=${state.accept || nothing}
      capture=${state.capture ?? nothing}
      ?multiple=${state.multiple}
      ?disabled=${state.closed}
      @input=${silence}
      @change=${events.picked}
      @cancel=${events.cancelled}
    />
    ${state.fault ? html`<p part="error" class="error" id="fault" dir="auto">${state.fault}</p>` : nothing}`
}

// It would cross the shadow's border before there is a value to tell of.
function silence(event: Event): void {
  event.stopPropagation()
}
