/**
 * The line icons: 24 units square, drawn with the stroke that the style sheet sets.
 */

import { html, type TemplateResult } from 'lit'

const PATHS = {
  upload: 'M12 15V4m-4 4 4-4 4 4M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3',
  close: 'm6 6 12 12M18 6 6 18',
  retry: 'M20 12a8 8 0 1 1-2.3-5.7L20 8.5M20 4v4.5h-4.5',
  tick: 'm5 12.5 4.5 4.5L19 7.5',
  alert: 'M12 8v5m0 3v.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18',
} as const

/** An icon that says nothing to a screen reader: words stand beside it. */
export function icon(name: keyof typeof PATHS): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>`
}
