/**
 * How the element looks while no script has reached it. Nothing moves when one does: the button, the `<input>`
 * in its place where there is no script, and the rows of `<data>` are as high as what takes their place.
 */

import { css } from 'lit'

export const servedStyles = css`
@media (any-hover: hover) {
  .touch {
    display: none;
  }
}
@media (any-hover: none) {
  .hover {
    display: none;
  }
}
.zone ::slotted(input) {
  max-width: 100%;
  height: 24px;
  font: inherit;
}
::slotted(data) {
  display: flex;
  align-items: center;
  box-sizing: border-box;
  min-height: var(--dt-row-height, 56px);
  padding-inline-start: 8px;
  margin: 0 0 2px;
}
::slotted(data:first-of-type) {
  margin-top: var(--dt-gap, 8px);
}
@media (scripting: enabled) {
  /* A click or a drop that comes before the script is not lost. */
  .zone ::slotted(input) {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    opacity: 0;
    cursor: pointer;
  }
  .zone:has(> [name='input']):focus-within {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  :not(.zone) > slot::slotted(input) {
    display: none;
  }
}
@media (scripting: none) {
  .zone {
    cursor: default;
  }
  .trigger {
    display: none;
  }
  .hint {
    order: 1;
  }
}
`
