/**
 * How the notes and the items look.
 */

import { css } from 'lit'

export const listStyles = css`
.notes, .list {
  margin: 0;
  padding: 0;
  list-style: none;
}
.note {
  display: flex;
  align-items: center;
  gap: 8px;
  min-block-size: 44px;
  margin-block-start: 8px;
  padding-inline-start: 12px;
  border-radius: 8px;
  background: var(--_raised);
  font-size: 13px;
  overflow-wrap: anywhere;
}
.note > svg, .error {
  color: var(--_danger);
}
.note > svg {
  flex: none;
}
.notes {
  flex: 1;
  padding-block: 8px;
}
.error {
  inline-size: fit-content;
  margin: 6px 0 0;
}

.list:not(:empty) {
  margin-block-start: var(--dt-gap, 8px);
}
.item {
  position: relative;
  display: flex;
  align-items: center;
  gap: 12px;
  min-block-size: var(--dt-row-height, 56px);
  padding-inline: 8px 0;
  border-radius: 8px;
  animation: arrive var(--_time) ease-out;
}
.item + .item {
  margin-block-start: 2px;
}
.thumb {
  position: relative;
  flex: none;
  display: grid;
  place-items: center;
  inline-size: var(--dt-thumb-size, 40px);
  block-size: var(--dt-thumb-size, 40px);
  border-radius: 8px;
  background: var(--_raised);
  overflow: hidden;
}
.thumb img {
  position: absolute;
  inline-size: 100%;
  block-size: 100%;
  object-fit: cover;
  background: inherit;
}
.chip {
  display: grid;
  place-items: end center;
  inline-size: 28px;
  block-size: 32px;
  padding-block-end: 5px;
  border-radius: 3px;
  background: linear-gradient(to bottom left, #0005 0 6px, #0000 0) #5b6370;
  clip-path: polygon(0 0, 19px 0, 100% 9px, 100% 100%, 0 100%);
  color: #fff;
  font-size: 8.5px;
  font-weight: 700;
  line-height: 1;
  text-transform: uppercase;
}
.chip[data-family='image'] { background-color: #0f7b83; }
.chip[data-family='voice'] { background-color: #7442c8; }
.chip[data-family='video'] { background-color: #a8336f; }
.chip[data-family='doc'] { background-color: #2459b8; }
.chip[data-family='xls'] { background-color: #1d7442; }
.chip[data-family='ppt'] { background-color: #b4491d; }
.chip[data-family='pdf'] { background-color: #c0322b; }
.text {
  flex: 1;
  display: flex;
  flex-direction: column;
  align-items: flex-start;
  min-inline-size: 0;
  padding-block: 6px;
}
.name {
  display: flex;
  max-inline-size: 100%;
  max-block-size: 20px;
  overflow: hidden;
  line-height: 20px;
  white-space: pre;
}
.name > :first-child {
  min-inline-size: 0;
  overflow: hidden;
  text-overflow: ellipsis;
}
.name > :last-child {
  flex: none;
}
[data-phase='failed'] .meta {
  color: var(--_danger);
}
.end {
  flex: none;
  display: grid;
  align-items: center;
  justify-items: center;
  min-inline-size: 44px;
}
.end > * {
  grid-area: 1 / 1;
}
.status {
  color: var(--_success);
}
[data-phase='failed'] .status {
  display: none;
}
.status path {
  stroke-dasharray: 20;
  animation: draw 240ms ease-out;
}
.actions {
  display: flex;
}
.act {
  display: grid;
  place-items: center;
  flex: none;
  inline-size: 44px;
  block-size: 44px;
  border-radius: 8px;
  color: var(--_muted);
}
@media (hover: hover) {
  .act:hover {
    color: var(--_text);
    background: var(--_raised);
  }
  .item:not([data-phase='failed']) .actions {
    opacity: 0;
  }
  .item:hover .actions, .item:focus-within .actions {
    opacity: 1;
  }
  .item:hover .status, .item:focus-within .status {
    opacity: 0;
  }
  .item:hover {
    background: var(--_surface);
  }
}
@media (hover: none) {
  .end {
    grid-auto-flow: column;
  }
  .end > * {
    grid-area: auto;
  }
}
#more {
  padding: 8px;
  color: var(--_muted);
  font-size: 12.5px;
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
@media (forced-colors: active) {
  .note, .chip {
    border: 1px solid;
    clip-path: none;
  }
}
`
