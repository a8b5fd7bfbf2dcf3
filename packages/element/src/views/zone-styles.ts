/**
 * How the zone looks; the `button` layout is the zone without its walls.
 */

import { css } from 'lit'

export const zoneStyles = css`
.label {
  display: block;
  margin-block-end: 8px;
  font-weight: 600;
}

.zone {
  position: relative;
  display: grid;
  justify-items: center;
  align-content: center;
  padding: var(--dt-padding, 24px 20px);
  border: 1px dashed var(--_line);
  border-radius: var(--dt-radius, 12px);
  background: var(--_surface);
  text-align: center;
  cursor: pointer;
  transition: border-color var(--_time) ease-out;
}
.zone::before {
  content: '';
  position: absolute;
  inset: 0;
  border-radius: inherit;
  background: var(--_accent);
  opacity: 0;
  transition: opacity var(--_time) ease-out;
  pointer-events: none;
}
.icon {
  padding: 10px;
  margin-block-end: 8px;
  border-radius: 12px;
  background: var(--_raised);
  color: var(--_accent);
}
.icon svg {
  inline-size: 24px;
  block-size: 24px;
}
.trigger {
  min-block-size: 24px;
  border-radius: inherit;
  font-size: 15px;
  font-weight: 600;
}
.trigger::after {
  content: '';
  position: absolute;
  inset: -1px;
  border-radius: var(--dt-radius, 12px);
}
.trigger:focus-visible {
  outline: none;
}
.trigger:focus-visible::after {
  outline: 2px solid var(--_accent);
  outline-offset: 2px;
}
.hint, .meta, .error {
  color: var(--_muted);
  font-size: 12.5px;
  font-variant-numeric: tabular-nums;
}
.hint {
  margin-block-start: 2px;
}
.actions-slot {
  position: relative;
}
[data-layout='button'] .zone {
  display: inline-grid;
  grid-auto-flow: column;
  align-items: center;
  gap: 8px;
  min-block-size: 44px;
  padding: 0 16px;
  border-style: solid;
}
[data-layout='button'] .icon {
  margin: 0;
  padding: 0;
  background: none;
}
[data-layout='button'] .trigger {
  font-size: 14px;
}
.zone[data-over] {
  border-color: var(--_accent);
  border-style: solid;
}
.zone[data-over]::before {
  opacity: .08;
}
.zone[data-off], .zone[data-off] .trigger {
  cursor: default;
}
.zone[data-off] .trigger, .zone[data-off] .icon {
  color: var(--_muted);
}
.zone[data-inactive] {
  border-color: transparent;
  background: var(--_raised);
}
/* The hint stays readable: it says what could be done. */
[data-inactive] .icon, [data-inactive] .trigger {
  opacity: .45;
}
:host([data-state~='invalid']) .zone {
  border-color: var(--_danger);
}
@media (hover: hover) {
  .zone:not([data-off]):hover {
    border-color: var(--_text);
  }
}

@media (forced-colors: active) {
  .zone[data-over] {
    outline: 3px solid Highlight;
  }
  .zone[data-off] {
    border-color: GrayText;
  }
  .zone[data-off] .icon, .zone[data-off] .trigger {
    color: GrayText;
    opacity: 1;
  }
}
`
