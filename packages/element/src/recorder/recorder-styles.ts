/** How the recorder looks. */

import { css } from 'lit'

export const styles = css`
.recorder {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 4px 8px;
  margin-top: 8px;
}
.rec {
  display: inline-flex;
  align-items: center;
  gap: 8px;
  min-height: 42px;
  padding: 0 16px;
  border: 1px solid var(--_line);
  border-radius: var(--_radius);
  background: var(--_surface);
  white-space: nowrap;
}
.rec:disabled {
  opacity: .45;
  cursor: default;
}
.rec > svg {
  color: var(--_accent);
}
.wave {
  flex: 1;
  width: 0;
  min-width: 96px;
  height: 32px;
  color: var(--_danger);
}
@media (forced-colors: active) {
  .wave {
    color: CanvasText;
  }
}
`
