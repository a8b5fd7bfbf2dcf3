/**
 * A file name on one line, cut in the middle so that its end and extension stay. The style
 * sheet cuts; this only says where. Bidirectional controls and line breaks, with which a
 * name can pretend another extension, are left out.
 */

import { html, type TemplateResult } from 'lit'

const DECEIVING = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu

/** How many characters before the extension never go. */
const KEPT_CHARACTERS = 6

/** A name as it may be shown. */
export function shownName(name: string): string {
  return name.replace(DECEIVING, '')
}

export function nameView(name: string): TemplateResult {
  const characters = [...shownName(name)]
  const dot = characters.lastIndexOf('.')
  const stem = dot > 0 && characters.length - dot <= 8 ? dot : characters.length
  const cut = Math.max(0, stem - KEPT_CHARACTERS)
  const [head, tail] = [characters.slice(0, cut).join(''), characters.slice(cut).join('')]
  return html`<span part="name" class="name" dir="auto" title=${head + tail}
    ><span>${head}</span><span>${tail}</span></span
  >`
}
