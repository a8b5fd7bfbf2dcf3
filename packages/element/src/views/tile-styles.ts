/**
 * The items as tiles: a `grid` of squares, or the one round picture of an `avatar`. Loaded with the
 * first such element; until then, and where it cannot be loaded, they are rows.
 */

import { css } from 'lit'

export const styles = css`
.list {
  width: 100%;
  text-align: start;
  cursor: default;
}
.item {
  flex-direction: column;
  align-items: stretch;
  gap: 4px;
  min-height: 0;
  padding: 0;
  margin: 0;
  background: none !important;
}
.thumb {
  width: var(--_tile);
  height: var(--_tile);
}
.chip {
  zoom: 1.25;
}
[data-phase='done'] .meta, :host([layout='avatar']) .text {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
}
.name, .meta {
  font-size: 12px;
  line-height: 1.34;
}
.end {
  position: absolute;
  inset: 0 0 auto;
  height: var(--_tile);
  pointer-events: none;
}
.item .act {
  position: absolute !important;
  inset-block: 0 auto;
  inset-inline: auto 0;
  padding: 10px;
  pointer-events: auto;
}
.act svg, .tick {
  width: 16px;
  height: 16px;
  padding: 4px;
  border-radius: 50%;
  background: var(--_surface);
  color: var(--_text);
  box-shadow: 0 0 0 1px var(--_raised);
}
.item .tick {
  position: absolute;
  display: block;
  inset-block: auto 4px;
  inset-inline: auto 4px;
  margin: 0;
  padding: 2px;
  color: var(--_success);
}
.item [part='retry'] {
  inset: calc(50% - 22px);
}
.item [part='undo'] {
  inset-block: auto 0;
  inset-inline: 0 auto;
}
.item .handle {
  inset-inline: 0 auto;
  z-index: 1;
  margin: 0;
}
@media (hover: hover) {
  .item:not(:hover, :focus-within) .handle {
    opacity: 0;
  }
}
[data-phase='failed'] .thumb {
  box-shadow: 0 0 0 2px var(--_danger);
}
.item:not([data-phase='done']) .thumb::after {
  content: '';
  position: absolute;
  inset: 0;
  background: var(--_surface);
  opacity: .6;
}
progress {
  inset-block: calc(var(--_tile) / 2 - 22px) auto;
  inset-inline: calc(var(--_tile) / 2 - 22px) auto;
  width: 44px;
  height: 44px;
  border-radius: 50%;
  background: conic-gradient(var(--_accent) var(--_percent), var(--_line) 0);
  -webkit-mask: radial-gradient(closest-side, #0000 calc(100% - 4px), #000 calc(100% - 3px));
  mask: radial-gradient(closest-side, #0000 calc(100% - 4px), #000 calc(100% - 3px));
}
progress:indeterminate {
  background: conic-gradient(var(--_accent) 25%, var(--_line) 0);
  animation: turn 1s linear infinite;
}
.item ::-webkit-progress-value {
  background: none;
}
.item ::-moz-progress-bar {
  background: none;
}
@keyframes turn {
  to {
    transform: rotate(1turn);
  }
}

:host([layout='grid']) .list {
  display: grid;
  grid-template-columns: repeat(auto-fill, var(--_tile));
  justify-content: start;
  gap: 12px;
  margin-top: 16px;
}
:host([layout='grid']) .item {
  width: var(--_tile);
}
:host([layout='grid']) .text {
  width: 100%;
  padding: 0;
}

:host([layout='avatar']) .list {
  position: absolute;
  inset-block: calc(50% - var(--_tile) / 2) auto;
  inset-inline: 0 auto;
  width: var(--_tile);
  margin: 0;
  pointer-events: none;
}
:host([layout='avatar']) .thumb {
  border-radius: 50%;
}
:host([layout='avatar']) progress {
  inset: -4px;
  width: auto;
  height: calc(var(--_tile) + 8px);
}

/* There are no shadows, and what is see-through gets a colour. */
@media (forced-colors: active) {
  .thumb, :host([layout='avatar']) .icon {
    outline: 1px solid;
  }
  [data-phase='failed'] .thumb {
    outline-width: 3px;
  }
  .act svg, .tick {
    outline: 1px solid;
    background: Canvas !important;
  }
  :host([layout='avatar']) .zone {
    border-color: Canvas;
  }
}
`
