/**
 * The square before a name: the picture itself, else a sheet with the file's extension.
 */

import { extensionOf } from '@dt-media/backend/contract'
import { html, nothing, type TemplateResult } from 'lit'

/** Formats that share a colour are of one family. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  image: ['jpg', 'png', 'gif', 'bmp'],
  voice: ['amr', 'mp3', 'wav'],
  video: ['mp4'],
  doc: ['doc', 'docx'],
  xls: ['xls', 'xlsx'],
  ppt: ['ppt', 'pptx'],
  pdf: ['pdf'],
}

export function thumbView(name: string, pictureUrl: string | undefined): TemplateResult {
  const format = extensionOf(name).slice(0, 4)
  const family = Object.keys(FAMILIES).find((key) => FAMILIES[key]?.includes(format))
  return html`<span part="thumb" class="thumb" aria-hidden="true">
    <span class="chip" data-family=${family ?? 'other'}>${format}</span>
    ${pictureUrl ? html`<img src=${pictureUrl} alt="" decoding="async" @error=${hide} />` : nothing}
  </span>`
}

// A broken picture, or one that the page's policy forbids, leaves the sheet beneath.
function hide({ target }: Event): void {
  ;(target as HTMLImageElement).hidden = true
}
