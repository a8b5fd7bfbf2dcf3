/**
 * The colours and what all parts share. Colours are told twice: plainly, for web views without
 * `light-dark()` (`data-dark` is set by script there), and with it for all others.
 */

import { css } from 'lit'

export const theme = css`
:host {
  --_accent: var(--dt-accent, #1677ff);
  --_success: var(--dt-success, #2e8540);
  --_danger: var(--dt-danger, #c9372c);
  --_surface: var(--dt-surface, #fff);
  --_raised: var(--dt-raised, #f3f4f6);
  --_line: var(--dt-line, #8a919c);
  --_text: var(--dt-text, #1c2026);
  --_muted: var(--dt-muted, #5b6370);
  --_time: var(--dt-duration, 160ms);
  display: block;
  color: var(--_text);
  font-size: 14px;
  line-height: 1.4;
  text-align: start;
}
:host([data-dark]) {
  --_accent: var(--dt-accent, #4c9aff);
  --_success: var(--dt-success, #5cc878);
  --_danger: var(--dt-danger, #ff8577);
  --_surface: var(--dt-surface, #1b1e23);
  --_raised: var(--dt-raised, #292d34);
  --_line: var(--dt-line, #727a86);
  --_text: var(--dt-text, #eef0f3);
  --_muted: var(--dt-muted, #a4acb8);
}
@supports (color: light-dark(red, red)) {
  :host {
    --_accent: var(--dt-accent, light-dark(#1677ff, #4c9aff));
    --_success: var(--dt-success, light-dark(#2e8540, #5cc878));
    --_danger: var(--dt-danger, light-dark(#c9372c, #ff8577));
    --_surface: var(--dt-surface, light-dark(#fff, #1b1e23));
    --_raised: var(--dt-raised, light-dark(#f3f4f6, #292d34));
    --_line: var(--dt-line, light-dark(#8a919c, #727a86));
    --_text: var(--dt-text, light-dark(#1c2026, #eef0f3));
    --_muted: var(--dt-muted, light-dark(#5b6370, #a4acb8));
  }
}
:host([hidden]), [hidden] {
  display: none;
}
*, ::before, ::after {
  box-sizing: border-box;
}
svg {
  display: block;
  inline-size: 20px;
  block-size: 20px;
  fill: none;
  stroke: currentColor;
  stroke-width: 1.5;
  stroke-linecap: round;
  stroke-linejoin: round;
}
button {
  margin: 0;
  padding: 0;
  border: 0;
  background: none;
  color: inherit;
  font: inherit;
  cursor: pointer;
  touch-action: manipulation;
  -webkit-tap-highlight-color: transparent;
}
:focus-visible {
  outline: 2px solid var(--_accent);
  outline-offset: -2px;
}
.quiet {
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::-webkit-progress-value {
    animation: none !important;
    transition: none !important;
  }
}
`
