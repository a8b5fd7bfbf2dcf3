/**
 * The colours, what all parts share, and how the zone looks. In the `button` and
 * `avatar` layouts it has no walls.
 */

import { css, unsafeCSS } from 'lit'
import { COLOURS } from './colours.ts'

const colours = COLOURS.map(
  ([name, light, dark]) => `--_${name}:var(--dt-${name},light-dark(${light},${dark}));`,
).join('')

export const zoneStyles = css`
:host {
  ${unsafeCSS(colours)}
  --_radius: var(--dt-radius, 12px);
  --_tile: var(--dt-tile-size, 96px);
  --_time: var(--dt-duration, 160ms) ease-out;
  display: block;
  color: var(--_text);
  font-size: 14px;
  line-height: 1.4;
  text-align: start;
}
:host([hidden]) {
  display: none;
}
svg {
  display: block;
  flex: none;
  width: 20px;
  height: 20px;
  fill: none;
  stroke: currentColor;
  stroke-width: 1.5;
  stroke-linecap: round;
  stroke-linejoin: round;
}
button {
  all: unset;
  cursor: pointer;
  touch-action: manipulation;
}
:focus-visible, .trigger:focus-visible::after {
  outline: 2px solid var(--_accent);
}
.quiet {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
}

.label {
  display: block;
  margin-bottom: 8px;
  font-weight: 600;
}
.zone {
  position: relative;
  display: grid;
  place-items: center;
  padding: var(--dt-padding, 24px 20px);
  border: 1px dashed var(--_line);
  border-radius: var(--_radius);
  background: var(--_surface);
  text-align: center;
  cursor: pointer;
  transition: border-color var(--_time);
}
.icon {
  width: 24px;
  height: 24px;
  padding: 10px;
  margin-bottom: 8px;
  border-radius: 12px;
  background: var(--_raised);
  color: var(--_accent);
}
.trigger {
  font-size: 15px;
  font-weight: 600;
  line-height: 24px;
}
.trigger:focus-visible {
  outline: none;
}
.zone[data-is='over']::before, .trigger:focus-visible::after {
  content: '';
  position: absolute;
  inset: -1px;
  border-radius: var(--_radius);
  outline-offset: 2px;
}
.hint, .meta, .error {
  color: var(--_muted);
  font-size: 12.5px;
  font-variant-numeric: tabular-nums;
}
.hint {
  display: block;
  margin-top: 2px;
  text-wrap: balance;
}
.hint::first-letter {
  text-transform: uppercase;
}
:host([layout='button']) .zone {
  display: inline-flex;
  gap: 8px;
  min-height: 44px;
  padding: 0 16px;
  border-style: solid;
}
:host([layout='button']) .icon {
  margin: 0;
  padding: 0;
  background: none;
}
:host([layout='avatar']) .zone {
  box-sizing: border-box;
  width: fit-content;
  min-height: var(--_tile);
  padding: 0;
  padding-inline-start: calc(var(--_tile) + 16px);
  place-items: center start;
  align-content: center;
  border-color: transparent;
  background: none;
  text-align: start;
}
:host([layout='avatar']) .icon {
  position: absolute;
  inset-block: calc(50% - var(--_tile) / 2) auto;
  inset-inline: 0 auto;
  box-sizing: border-box;
  width: var(--_tile);
  height: var(--_tile);
  padding: calc(var(--_tile) / 2 - 12px);
  border-radius: 50%;
}
.zone[data-is='over'] {
  border: 1px solid var(--_accent);
}
.zone[data-is='over']::before {
  background: var(--_accent);
  opacity: .08;
  pointer-events: none;
}
[data-is='full'], [data-is='still'], [data-is='off'], .trigger[aria-disabled='true'] {
  cursor: default;
}
[data-is='full'] .trigger, [data-is='full'] .icon, [data-is='still'] .trigger {
  color: var(--_muted);
}
.zone[data-is='still'] {
  border-style: solid;
}
.zone[data-is='off'] {
  border-color: transparent;
  background: var(--_raised);
}
/* The hint stays readable: it says what could be done. */
[data-is='off'] .icon, [data-is='off'] .trigger {
  opacity: .45;
}
:host([data-state~='invalid']) .zone:not([data-is='over']) {
  border-color: var(--_danger);
}
`
