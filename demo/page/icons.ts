/** Line icons of the demo page: 20 px, 1.5 px stroke, in the colour of the text beside them. */
import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit'

const PATHS = {
  up: svg`<path d="M10 14V5.5M6.5 9 10 5.5 13.5 9M5 16.5h10" />`,
  back: svg`<path d="M12 5 7 10l5 5" />`,
  more: svg`<path d="M5 10h.01M10 10h.01M15 10h.01" stroke-width="2.4" />`,
  check: svg`<path d="m4.5 10.5 3.5 3.5 7.5-8" />`,
  play: svg`<path d="M7 5.2v9.6L15 10Z" fill="currentColor" />`,
  pause: svg`<path d="M7.5 5.5v9M12.5 5.5v9" stroke-width="2.4" />`,
  save: svg`<path d="M10 4v8.5M6.5 9 10 12.5 13.5 9M5 16h10" />`,
  chevron: svg`<path d="m6 8 4 4 4-4" />`,
  picture: svg`<rect x="3.5" y="4.5" width="13" height="11" rx="2" /><path d="m4 14 4-4 3 3 2-2 3 3M12.5 8h.01" />`,
  voice: svg`<path d="M4 9v2M7 6.5v7M10 4v12M13 7v6M16 9v2" />`,
  document: svg`<path d="M6 3.5h5.5l3 3v10H6ZM11.5 3.5v3h3" />`,
  film: svg`<rect x="3.5" y="5" width="13" height="10" rx="2" /><path d="m9 8 3 2-3 2Z" />`,
  mask: svg`<path d="M3.5 6.5c4 1.3 9 1.3 13 0 .5 5-2 8-6.5 9-4.5-1-7-4-6.5-9ZM6.5 9.5h2M11.5 9.5h2" />`,
  weight: svg`<path d="M5.5 7.5h9l1.5 8.5H4ZM10 7.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z" />`,
} as const satisfies Record<string, SVGTemplateResult>

export type IconName = keyof typeof PATHS

/** One icon; it says nothing to a screen reader, so a text must stand beside it. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" data-icon=${name}>${PATHS[name]}</svg>`
}
