// Made from custom-elements.json: pnpm reference
import type { ClassAttributes, HTMLAttributes } from 'preact'
import type { Attributes, DtMediaUpload, Listeners, Properties } from './tag.js'

type Own = Attributes & Properties & Listeners<'on'>

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'dt-media-upload': Own & Omit<HTMLAttributes<DtMediaUpload>, keyof Own> & ClassAttributes<DtMediaUpload>
    }
  }
}
