// Made from custom-elements.json: pnpm reference
import type { JSX } from 'solid-js'
import type { Attributes, DtMediaUpload, Listeners, Properties } from './tag.js'

type Own = Attributes & Listeners<'on:'> & { readonly [Name in keyof Properties as `prop:${Name}`]: Properties[Name] }

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'dt-media-upload': Own & Omit<JSX.HTMLAttributes<DtMediaUpload>, keyof Own>
    }
  }
}
