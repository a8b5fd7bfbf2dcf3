/**
 * A file name on one line, cut in the middle so that its end and extension stay. The style
 * sheet cuts; this only says where. Bidirectional controls and line breaks, with which a
 * name can pretend another extension, are left out.
 */

import { html, type TemplateResult } from 'lit'

const DECEIVING = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu

/** Six characters, of wide ones three, and an extension of at most seven: what stays. */
const KEPT = /([\0-\u2dff]{0,6}|.{0,3})(\.[^.]{0,7})?$/u

/** A name as it may be shown. */
export function shownName(name: string): string {
  return name.replace(DECEIVING, '')
}

/** Shows a name of {@link shownName}. */
export function nameView(name: string): TemplateResult {
  const cut = name.search(KEPT)
  // A letter and the ellipsis have room in it; browsers cut the ellipsis before the first letter.
  return html`<span part="name" class="name" dir="auto" title=${name}
    ><span .style=${`min-width:${Math.min(1.6, cut * 0.3)}em`}>${name.slice(0, cut)}</span><span>${name.slice(cut)}</span></span
  >`
}
