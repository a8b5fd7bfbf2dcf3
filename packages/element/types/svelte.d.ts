// Made from custom-elements.json: pnpm reference
import type { HTMLAttributes } from 'svelte/elements'
import type { Attributes, DtMediaUpload, Listeners, Properties } from './tag.js'

type Own = Attributes & Properties & Listeners<'on'> & Listeners<'on:'>

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'dt-media-upload': Own & Omit<HTMLAttributes<DtMediaUpload>, keyof Own>
  }
}
