/**
 * The line icons: 24 units square, drawn with the stroke that the style sheet sets.
 */

import { html, type TemplateResult } from 'lit'

const PATHS = {
  icon: 'M12 15V4L8 8m4-4 4 4M4 15v3q0 2 2 2h12q2 0 2-2v-3',
  close: 'm6 6 12 12M18 6 6 18',
  retry: 'M20 4v5h-5m5 0a8 8 0 1 0 0 6',
  undo: 'M4 4v5h5m-5 0a8 8 0 1 1 0 6',
  tick: 'm5 12 5 5 9-9',
  alert: 'M12 8v5m0 3v0M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0',
} as const

/** An icon that says nothing to a screen reader: words stand beside it. Its name is its class. */
export function icon(name: keyof typeof PATHS): TemplateResult {
  return html`<svg class=${name} viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>`
}
