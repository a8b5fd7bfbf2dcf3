/**
 * Registers `<dt-media-upload>`. A page that loads it twice, from two bundles say, keeps the
 * first: a tag cannot be defined anew.
 * @module
 */

import { DtMediaUpload } from './dt-media-upload.ts'

if (customElements.get('dt-media-upload')) {
  console.warn('<dt-media-upload> is defined already; this second copy is not used.')
} else {
  customElements.define('dt-media-upload', DtMediaUpload)
}

declare global {
  interface HTMLElementTagNameMap {
    'dt-media-upload': DtMediaUpload
  }
}

export { defineMessages, type OwnMessages } from './messages/locale.ts'
export type { AllMessages, Sentence } from './messages/messages.ts'
export type { RecorderEncoder } from './recorder/recorder.ts'
export { DtMediaUpload }
