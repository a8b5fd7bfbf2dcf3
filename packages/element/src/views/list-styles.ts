/**
 * How the notes and the items look.
 */

import { css } from 'lit'

export const listStyles = css`
ul {
  margin: 0;
  padding: 0;
  list-style: none;
}
.note, .item {
  display: flex;
  align-items: center;
  gap: 12px;
  border-radius: 8px;
}
.note {
  margin-top: 8px;
  padding-block: 4px;
  padding-inline-start: 8px;
  background: var(--_raised);
  font-size: 13px;
  overflow-wrap: anywhere;
}
.note li + li {
  margin-top: 6px;
}
.note bdi + bdi {
  color: var(--_muted);
}
.note > svg, .error, [data-phase='failed'] .meta {
  color: var(--_danger);
}
/* As wide as a thumb, so that what is told begins where the names do. */
.note > svg {
  margin-inline: calc(var(--dt-thumb-size, 40px) / 2 - 10px);
}
.meta > svg, .error > svg {
  display: inline;
  width: 15px;
  height: 15px;
  margin-inline-end: 4px;
  vertical-align: -3px;
}
.error {
  width: fit-content;
  margin: 6px 0 0;
}
.list {
  margin-top: var(--dt-gap, 8px);
}
.item {
  position: relative;
  min-height: var(--dt-row-height, 56px);
  padding-inline-start: 8px;
  margin-bottom: 2px;
  animation: arrive var(--_time);
}
.thumb {
  position: relative;
  flex: none;
  display: grid;
  place-items: center;
  width: var(--dt-thumb-size, 40px);
  height: var(--dt-thumb-size, 40px);
  border-radius: 8px;
  background: var(--_raised);
  overflow: hidden;
}
img {
  position: absolute;
  width: 100%;
  height: 100%;
  object-fit: cover;
  background: inherit;
}
.chip {
  width: 28px;
  padding-top: 15px;
  border-radius: 3px;
  background: linear-gradient(to bottom left, #0005 0 6px, #0000 0) #5b6370;
  clip-path: polygon(0 0, 19px 0, 100% 9px, 100% 100%, 0 100%);
  color: #fff;
  font: 700 8.5px / 17px sans-serif;
  text-align: center;
  text-transform: uppercase;
}
.chip[data-type='image'] { background-color: #0f7b83; }
.chip[data-type='voice'] { background-color: #7442c8; }
.chip[data-type='video'] { background-color: #a8336f; }
.chip[data-format^='doc'] { background-color: #2459b8; }
.chip[data-format^='xls'] { background-color: #1d7442; }
.chip[data-format^='ppt'] { background-color: #b4491d; }
.chip[data-format='pdf'] { background-color: #c0322b; }
.text {
  flex: 1;
  display: flex;
  flex-direction: column;
  align-items: flex-start;
  min-width: 0;
  padding: 6px 0;
}
.name {
  display: flex;
  max-width: 100%;
  overflow: hidden;
  line-height: 1.43;
  white-space: pre;
}
/* The first goes before the last does, of which the beginning goes: the extension stays in sight. */
.name > :first-child {
  flex-shrink: 9999;
  overflow: hidden;
  text-overflow: ellipsis;
}
.name > :last-child {
  display: flex;
  justify-content: flex-end;
  overflow: hidden;
}
.end {
  display: flex;
  align-items: center;
  justify-content: center;
  min-width: 44px;
}
.tick {
  order: -1;
  margin: 0 12px;
  color: var(--_success);
  stroke-dasharray: 20;
  animation: draw var(--_time);
}
.act {
  flex: none;
  padding: 12px;
  border-radius: 8px;
  color: var(--_muted);
}
@media (hover: hover) {
  .act:hover, [data-is='open']:hover {
    color: var(--_text);
    border-color: currentColor;
  }
  .item:hover {
    background: var(--_raised);
  }
  /* Shown in the tick's place, to the pointer and the keyboard alike. */
  .item:not([data-phase='failed'], :hover, :focus-within) .end > .act {
    position: absolute;
    opacity: 0;
  }
  .item:hover .act + .tick, .item:focus-within .act + .tick {
    display: none;
  }
}
/* A second button leaves no room for what the words say too. */
@media (max-width: 400px) {
  .act + .act + .tick {
    display: none;
  }
}
.more {
  padding: 8px;
}

progress {
  position: absolute;
  inset: auto 8px 0;
  width: calc(100% - 16px);
  height: 2px;
  appearance: none;
  border: 0;
  background: var(--_raised);
}
::-webkit-progress-bar {
  background: none;
}
::-webkit-progress-value {
  background: var(--_accent);
  transition: inline-size var(--_time);
}
::-moz-progress-bar {
  background: var(--_accent);
}
progress:indeterminate {
  background: linear-gradient(var(--_accent) 0 0) 0 0 / 30% 100% no-repeat var(--_raised);
  animation: slide 1.2s ease-in-out infinite;
}
:indeterminate::-moz-progress-bar {
  background: none;
}

@keyframes arrive {
  from {
    opacity: 0;
    transform: translateY(4px);
  }
}
@keyframes draw {
  from {
    stroke-dashoffset: 20;
  }
}
@keyframes slide {
  from {
    background-position-x: -45%;
  }
  to {
    background-position-x: 145%;
  }
}
@media (prefers-reduced-motion: reduce) {
  *, ::-webkit-progress-value {
    animation: none !important;
    transition: none !important;
  }
}
@media (forced-colors: active) {
  .note, .chip, progress {
    border: 1px solid;
    clip-path: none;
  }
  progress {
    height: 4px;
    forced-color-adjust: none;
    color: CanvasText;
    --_raised: Canvas;
    --_accent: Highlight;
  }
  .zone[data-is='over'] {
    outline: 3px solid Highlight;
  }
  .zone[data-is='off'], .zone[data-is='off'] * {
    border-color: GrayText;
    color: GrayText;
    opacity: 1;
  }
  svg {
    color: inherit !important;
    background: none !important;
  }
}
`
