/**
 * Draws `<dt-media-upload>` on a server, as markup with declarative shadow DOM, whatever writes the rest of the
 * page. Needs `@lit-labs/ssr`; in the browser `hydrate.js` takes over what it drew.
 * @module
 */

import { html, LitElementRenderer, render } from '@lit-labs/ssr'
import { collectResult } from '@lit-labs/ssr/lib/render-result.js'
import './hydrate.ts'
import { pickerAccept } from './form/picker-accept.ts'
import { loadLanguage } from './messages/locale.ts'

/** By their names in HTML; `true` writes an attribute without a value, `false` and `undefined` none. */
export type UploadAttributes = Readonly<Record<string, string | number | boolean | undefined>>

export interface RenderUploadOptions {
  /** Media uploaded before, as `<data>` in the element. */
  readonly media?: Iterable<{ readonly media_id: string; readonly name: string }>
  /** Whether an `<input type="file">` in the element serves until there is a script, and without one. @default true */
  readonly input?: boolean
  /** The nonce of the page's `style-src`; without it a strict policy leaves the element plain until its script runs. */
  readonly nonce?: string | undefined
}

/** What the `<input>` has of the element's attributes, beside `accept`. */
const OF_INPUT = ['name', 'required', 'multiple', 'disabled', 'capture', 'form'] as const

/** Resolves with the element as markup, in the language of its `lang`. Throws a `TypeError` at a name that no attribute can have. */
export async function renderUpload(
  attributes: UploadAttributes = {},
  { media = [], input = true, nonce = '' }: RenderUploadOptions = {},
): Promise<string> {
  await loadLanguage(String(attributes.lang ?? ''))
  class Renderer extends LitElementRenderer {
    constructor(tagName: string) {
      super(tagName)
      for (const [name, value] of written(attributes)) this.setAttribute(name, value)
    }
  }
  const bare = html`<dt-media-upload></dt-media-upload>`
  const drawn = await collectResult(render(bare, { elementRenderers: [Renderer] }))
  const data = [...media].map(
    (each) => `<data value="${escaped(each.media_id)}">${escaped(each.name)}</data>`,
  )
  const children = data.join('') + (input ? inputOf(attributes) : '')
  return drawn
    .replace('<style>', (style) => (nonce ? `<style nonce="${escaped(nonce)}">` : style))
    .replace(/(?=<\/dt-media-upload>$)/, () => children)
}

function inputOf(attributes: UploadAttributes): string {
  const accept = pickerAccept(String(attributes.accept ?? ''), String(attributes['media-type'] ?? ''), false)
  const own = written({
    ...Object.fromEntries(OF_INPUT.map((name) => [name, attributes[name]])),
    accept: accept || undefined,
    webkitdirectory: attributes.directory,
  })
  return `<input slot="input" type="file"${own.map(([name, value]) => ` ${name}="${escaped(value)}"`).join('')}>`
}

/** The attributes that are to be there, as strings. */
function written(attributes: UploadAttributes): (readonly [name: string, value: string])[] {
  const wrong = Object.keys(attributes).find((name) => !/^[\w:.-]+$/.test(name))
  if (wrong !== undefined) throw new TypeError(`No attribute can be named ${wrong}`)
  return Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined || value === false ? [] : [[name, value === true ? '' : String(value)] as const],
  )
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
