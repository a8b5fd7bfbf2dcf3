/**
 * How the line along an item's lower edge looks: growing, or passing by while nobody knows how long.
 */

import { css } from 'lit'

export const progressStyles = css`
progress {
  position: absolute;
  inset-inline: 8px;
  inset-block-end: 0;
  inline-size: calc(100% - 16px);
  block-size: 2px;
  appearance: none;
  -webkit-appearance: none;
  border: 0;
  border-radius: 1px;
  background: var(--_raised);
  color: var(--_accent);
  overflow: hidden;
}
::-webkit-progress-bar {
  background: none;
}
::-webkit-progress-value {
  background: var(--_accent);
  transition: inline-size 200ms linear;
}
::-moz-progress-bar {
  background: var(--_accent);
}
progress:indeterminate {
  background: linear-gradient(var(--_accent) 0 0) 0 0 / 30% 100% no-repeat var(--_raised);
  animation: slide 1.2s ease-in-out infinite;
}
progress:indeterminate::-moz-progress-bar {
  background: none;
}

@keyframes slide {
  from {
    background-position-x: -45%;
  }
  to {
    background-position-x: 145%;
  }
}
@media (forced-colors: active) {
  progress {
    border: 1px solid;
    block-size: 4px;
    forced-color-adjust: none;
    background-color: Canvas;
    color: CanvasText;
  }
  progress:indeterminate {
    background-color: Canvas;
    background-image: linear-gradient(Highlight 0 0);
  }
  ::-webkit-progress-value {
    background: Highlight;
  }
  ::-moz-progress-bar {
    background: Highlight;
  }
}
`
