/**
 * The custom-elements.json of the package, read from the docblocks of the element and of the classes that it extends.
 * Only what a page can use stands in it.
 */

import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { MEDIA_RULES } from '@dt-media/backend/contract'

export interface Described {
  readonly name: string
  readonly description?: string
}

export interface Typed extends Described {
  readonly type?: { readonly text: string }
  readonly default?: string
}

export interface ElementMember extends Typed {
  readonly kind: 'field' | 'method'
  readonly privacy?: string
  readonly static?: boolean
  readonly readonly?: boolean
  readonly attribute?: string
  readonly parameters?: readonly Typed[]
}

/** What the element has, as custom-elements.json spells it. */
export interface ElementDeclaration extends Described {
  readonly tagName: string
  readonly attributes: readonly (Typed & { readonly fieldName: string })[]
  readonly members: readonly ElementMember[]
  readonly events: readonly Typed[]
  readonly slots: readonly Described[]
  readonly cssParts: readonly Described[]
  readonly cssStates: readonly Described[]
  readonly cssProperties: readonly Typed[]
}

/** The part of the analyzer that is used. It brings a TypeScript of its own, for the project's has no such interface. */
interface Analyzer {
  create(options: { modules: unknown[]; plugins: unknown[] }): {
    readonly modules: readonly { readonly declarations: readonly Described[] }[]
  }
  readonly ts: {
    readonly ScriptTarget: { readonly ES2022: number }
    createSourceFile(name: string, text: string, target: number, setParents: boolean): unknown
  }
}

const folder = resolve(import.meta.dirname, '..')
const ANALYZER = '@custom-elements-manifest/analyzer'
const LIT_PLUGIN = `${ANALYZER}/src/features/framework-plugins/lit/lit.js`
const CALLBACK = /^form\w+Callback$|^(formAssociated|shadowRootOptions)$/

/** The classes that the element extends. */
function elementsIn(path: string): string[] {
  return globSync(`${path}/*-element.ts`, { cwd: folder }).sort()
}

/** Reads the declaration anew. */
export async function elementDeclaration(): Promise<ElementDeclaration> {
  const { create, ts }: Analyzer = await import(ANALYZER)
  const { litPlugin }: { litPlugin: () => unknown[] } = await import(LIT_PLUGIN)
  const paths = ['src/dt-media-upload.ts', ...['src/form', 'src'].flatMap(elementsIn)]
  const modules = paths.map((path) =>
    ts.createSourceFile(path, readFileSync(join(folder, path), 'utf8'), ts.ScriptTarget.ES2022, true),
  )
  const declarations = create({ modules, plugins: litPlugin() }).modules.flatMap((each) => each.declarations)
  const found = declarations.find(({ name }) => name === 'DtMediaUpload')
  if (!found) throw new Error('The analyzer finds no DtMediaUpload')
  const { attributes, members, events, ...rest } = found as ElementDeclaration
  const told = { ...(found as ElementDeclaration), ...rest }
  return JSON.parse(
    JSON.stringify({
      ...told,
      attributes: sorted(attributes),
      members: sorted(members.filter(isPublic)),
      events: sorted(events),
    }),
    (key, value) => (key === 'text' && typeof value === 'string' ? spelledOut(value) : value),
  )
}

/** The text of custom-elements.json. */
export function manifestText(declaration: ElementDeclaration): string {
  const path = 'dist/dt-media-upload.js'
  const reference = { name: 'DtMediaUpload', module: path }
  const manifest = {
    schemaVersion: '2.1.0',
    readme: 'README.md',
    modules: [
      {
        kind: 'javascript-module',
        path,
        declarations: [{ ...declaration, superclass: { name: 'LitElement', package: 'lit' } }],
        exports: [{ kind: 'js', name: 'DtMediaUpload', declaration: reference }],
      },
      {
        kind: 'javascript-module',
        path: 'dist/index.js',
        declarations: [],
        exports: [{ kind: 'custom-element-definition', name: declaration.tagName, declaration: reference }],
      },
    ],
  }
  return `${JSON.stringify(manifest, undefined, 2)}\n`
}

function isPublic({ name, privacy, static: isStatic }: ElementMember): boolean {
  return !name.startsWith('#') && !isStatic && (privacy ?? 'public') === 'public' && !CALLBACK.test(name)
}

/** What makes it an uploader comes first, then what makes it a form control, then how it looks. */
const ORIGINS = ['QueueElement', 'FormElement', 'IntakeElement']

function sorted<T extends object>(list: readonly T[]): T[] {
  const rank = (each: T) => {
    const { inheritedFrom } = each as { readonly inheritedFrom?: Described }
    return inheritedFrom ? ORIGINS.indexOf(inheritedFrom.name) : ORIGINS.length
  }
  return [...list].sort((a, b) => rank(a) - rank(b)).map(withoutOrigin)
}

function withoutOrigin<T extends object>(each: T): T {
  const {
    inheritedFrom: _,
    reflects: __,
    ...rest
  } = each as T & { inheritedFrom?: unknown; reflects?: unknown }
  return rest as unknown as T
}

const unions = new Map([
  [
    'MediaType',
    Object.keys(MEDIA_RULES)
      .map((type) => `'${type}'`)
      .join(' | '),
  ],
])

/** Names of our own types mean nothing to an editor. */
function spelledOut(type: string): string {
  return type.replace(/\b[A-Z]\w+/g, (name) => {
    for (const path of ['views/zone-view.ts', 'form/drop-target.ts']) {
      const source = readFileSync(join(folder, 'src', path), 'utf8')
      const [, union = ''] = new RegExp(`export type ${name} = ('.+)`).exec(source) ?? []
      if (union) unions.set(name, union)
    }
    return unions.get(name) ?? name
  })
}
