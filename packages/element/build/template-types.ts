/**
 * The types of the tag in the templates of frameworks, made of the manifest: `types/*.d.ts` of the package. Each framework has a file of
 * its own, for it names a module that nobody else has installed.
 */

import type { ElementDeclaration, Typed } from './element-manifest.ts'

const HEADER = '// Made from custom-elements.json: pnpm reference\n'

/** What a setter takes where that is other than what its getter gives. */
const TAKES: Readonly<Record<string, string>> = { items: 'Iterable<UploadedMedia>', form: 'string' }

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is a type.
const NUMBER = 'number | `${number}`'

/** What each file has beside the tag's own: where the framework looks for tags, and how it spells listeners. */
const FRAMEWORKS: Readonly<Record<string, (tag: string) => string>> = {
  react: (tag) => `import type { HTMLAttributes, RefAttributes } from 'react'
import type { Attributes, DtMediaUpload, Listeners, Properties } from './tag.js'

type Own = Attributes & Properties & Listeners<'on'>

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      '${tag}': Own & Omit<HTMLAttributes<DtMediaUpload>, keyof Own> & RefAttributes<DtMediaUpload>
    }
  }
}
`,
  preact: (tag) => `import type { ClassAttributes, HTMLAttributes } from 'preact'
import type { Attributes, DtMediaUpload, Listeners, Properties } from './tag.js'

type Own = Attributes & Properties & Listeners<'on'>

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      '${tag}': Own & Omit<HTMLAttributes<DtMediaUpload>, keyof Own> & ClassAttributes<DtMediaUpload>
    }
  }
}
`,
  solid: (tag) => `import type { JSX } from 'solid-js'
import type { Attributes, DtMediaUpload, Listeners, Properties } from './tag.js'

type Own = Attributes & Listeners<'on:'> & { readonly [Name in keyof Properties as \`prop:\${Name}\`]: Properties[Name] }

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      '${tag}': Own & Omit<JSX.HTMLAttributes<DtMediaUpload>, keyof Own>
    }
  }
}
`,
  vue: (tag) => `import type { HTMLAttributes, PublicProps } from 'vue'
import type { Attributes, DtMediaUpload, Events, Properties } from './tag.js'

/** Vue takes the names of attributes for those of properties. */
type Props = { readonly [Name in keyof Attributes as Camelized<Name>]: Attributes[Name] }

type Own = Props & Omit<Properties, keyof Props> & Listeners

type Listeners = {
  readonly [Name in keyof Events as \`on\${Capitalize<Camelized<Name>>}\`]?: ((event: Events[Name]) => void) | undefined
}

type Camelized<Name extends string> = Name extends \`\${infer Head}-\${infer Tail}\` ? \`\${Head}\${Capitalize<Camelized<Tail>>}\` : Name

interface Tag {
  new (): DtMediaUpload & {
    /** What templates may set: attributes, properties, listeners, and what every element has. */
    readonly $props: Own & Omit<HTMLAttributes, keyof Own> & PublicProps
  }
}

declare module 'vue' {
  interface GlobalComponents {
    '${tag}': Tag
  }
}
`,
  svelte: (tag) => `import type { HTMLAttributes } from 'svelte/elements'
import type { Attributes, DtMediaUpload, Listeners, Properties } from './tag.js'

type Own = Attributes & Properties & Listeners<'on'> & Listeners<'on:'>

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    '${tag}': Own & Omit<HTMLAttributes<DtMediaUpload>, keyof Own>
  }
}
`,
}

/** The files by name; what is in `types/` and not here has no place there. */
export function templateTypes(declaration: ElementDeclaration): Readonly<Record<string, string>> {
  const frameworks = Object.entries(FRAMEWORKS).map(([name, make]) => [
    `${name}.d.ts`,
    HEADER + make(declaration.tagName),
  ])
  return { 'tag.d.ts': HEADER + tagTypes(declaration), ...Object.fromEntries(frameworks) }
}

function tagTypes({ attributes, members, events }: ElementDeclaration): string {
  const isAttribute = (name: string) => attributes.some((attribute) => attribute.name === name)
  const properties = members.filter(
    ({ kind, readonly, name }) => kind === 'field' && !readonly && !isAttribute(name),
  )
  const told = events.filter(({ type }) => type?.text === 'CustomEvent')
  return `import type { DtMediaUpload } from '../dist/index.js'
import type { MediaEventMap, UploadedMedia } from '../dist/queue/index.js'

export type { DtMediaUpload }

/** As in HTML; numbers may be written either way. */
export interface Attributes {
${attributes.map((each) => member(each, attributeType(each))).join('\n')}
}

/** What is no attribute, or one by another name. */
export interface Properties {
${properties.map((each) => member(each, `${TAKES[each.name] ?? `DtMediaUpload['${each.name}']`} | undefined`)).join('\n')}
}

/** By name. */
export interface Events {
${events.map((each) => member(each, told.includes(each) ? `MediaEventMap['${each.name}']` : 'Event', '')).join('\n')}
}

/** One listener for each event, under its name behind \`Prefix\`. */
export type Listeners<Prefix extends string> = {
  readonly [Name in keyof Events as \`\${Prefix}\${Name}\`]?: ((event: Events[Name]) => void) | undefined
}
`
}

function member({ name, description }: Typed, type: string, optional = '?'): string {
  return `${description ? `  /** ${description} */\n` : ''}  readonly '${name}'${optional}: ${type}`
}

function attributeType({ type }: Typed): string {
  const text = type?.text ?? 'string'
  const spelled = text.includes('number') && !text.includes('string') ? text.replace('number', NUMBER) : text
  return text.includes('undefined') ? spelled : `${spelled} | undefined`
}
