// Made from custom-elements.json: pnpm reference
import type { HTMLAttributes, RefAttributes } from 'react'
import type { Attributes, DtMediaUpload, Listeners, Properties } from './tag.js'

type Own = Attributes & Properties & Listeners<'on'>

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'dt-media-upload': Own & Omit<HTMLAttributes<DtMediaUpload>, keyof Own> & RefAttributes<DtMediaUpload>
    }
  }
}
