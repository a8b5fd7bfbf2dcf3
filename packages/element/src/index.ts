/**
 * Registers `<dt-media-upload>`. A page that loads it twice, from two bundles say, keeps the
 * first: a tag cannot be defined anew.
 * @module
 */

import { DtMediaUpload } from './dt-media-upload.ts'
import type { MediaEventMap } from './queue/events.ts'

const defined = customElements.get('dt-media-upload')
if (!defined) customElements.define('dt-media-upload', DtMediaUpload)
// Not if it is the one of `hydrate.ts`, which is made of this very class.
else if (!(defined.prototype instanceof DtMediaUpload)) {
  console.warn('<dt-media-upload> is defined already; this second copy is not used.')
}

declare global {
  interface HTMLElementTagNameMap {
    'dt-media-upload': DtMediaUpload
  }
  // They bubble, so a document may listen too.
  interface GlobalEventHandlersEventMap extends MediaEventMap {}
}

export { defineMessages, type OwnMessages } from './messages/locale.ts'
export type { AllMessages, Sentence } from './messages/messages.ts'
export type { RecorderEncoder } from './recorder/recorder.ts'
export { DtMediaUpload }
