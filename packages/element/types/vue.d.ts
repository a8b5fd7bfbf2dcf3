// Made from custom-elements.json: pnpm reference
import type { HTMLAttributes, PublicProps } from 'vue'
import type { Attributes, DtMediaUpload, Events, Properties } from './tag.js'

/** Vue takes the names of attributes for those of properties. */
type Props = { readonly [Name in keyof Attributes as Camelized<Name>]: Attributes[Name] }

type Own = Props & Omit<Properties, keyof Props> & Listeners

type Listeners = {
  readonly [Name in keyof Events as `on${Capitalize<Camelized<Name>>}`]?: ((event: Events[Name]) => void) | undefined
}

type Camelized<Name extends string> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Camelized<Tail>>}` : Name

interface Tag {
  new (): DtMediaUpload & {
    /** What templates may set: attributes, properties, listeners, and what every element has. */
    readonly $props: Own & Omit<HTMLAttributes, keyof Own> & PublicProps
  }
}

declare module 'vue' {
  interface GlobalComponents {
    'dt-media-upload': Tag
  }
}
