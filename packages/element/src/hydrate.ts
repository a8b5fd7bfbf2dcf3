/**
 * Registers `<dt-media-upload>` for pages that a server draws, in place of `@dt-media/element` and on both sides:
 * the server's drawing is kept in the browser. To be imported before the React component.
 * @module
 */

import { HydratedUpload } from './hydrated-upload.ts'

if (customElements.get('dt-media-upload')) {
  console.warn('<dt-media-upload> is defined already: import @dt-media/element/hydrate.js first.')
} else {
  customElements.define('dt-media-upload', HydratedUpload)
}

export type { AllMessages, OwnMessages, RecorderEncoder, Sentence } from './index.ts'
export { defineMessages, loadLanguage } from './messages/locale.ts'
export { HydratedUpload as DtMediaUpload }
