/**
 * Takes out of the Lit inside the one-file build what the element has no use for: nobody else draws with that copy.
 * A cut that finds its place no more fails the build, so that whoever brings a new Lit looks at it; `TEST_LIT=lean` runs
 * the browser tests with what is left.
 */

import { join } from 'node:path'
import type { Plugin } from 'vite'

type Cut = readonly [what: RegExp, instead: string]

/** What goes, by the end of a module's path. */
const CUTS: Readonly<Record<string, readonly Cut[]>> = {
  'lit-html/lit-html.js': [
    // Templates that are SVG or MathML alone.
    [/2===(\w)\?"<svg>":3===\1\?"<math>":""/, '""'],
    [/\(2===(\w)\?"<\/svg>":3===\1\?"<\/math>":""\)/, '""'],
    [/if\((this\.el=.*?),2===(\w)\|\|3===\2\)\{.*?\}(?=for)/, '$1;'],
    // Templates compiled beforehand.
    [/"number"==typeof \w\?(this\._\$AC\(\w\)):\(void 0.*?,\w\)(?=;if)/, '$1'],
    // Expressions in the text of `<script>`, `<style>`, `<textarea>` and `<title>`, in comments, and on a whole element.
    [/\w\.test\(\w\[2\]\)&&\(\w=RegExp\("<\/"\+\w\[2\],"g"\)\),/, ''],
    [/if\(\w\.test\(\w\.tagName\)\)\{.*?\}\}(?=\}else)/, ''],
    [/else\{let \w=-1;for\(;-1!==.*?length-1\}(?=\w\+\+)/, ''],
    [/else \w\.startsWith\(\w\)&&\(\w\.push\(\{.*?\}\),\w\.removeAttribute\(\w\)\)/, ''],
    [/:6===\w\.type&&\(\w=new \w\(.*?\)\)/, ':0'],
    // Nodes of another document than the page's.
    [/\(\w\?\.creationScope\?\?(\w)\)/, '$1'],
    // Listeners that are objects with options.
    [/\|\|\w\.capture!==.*?passive(?=,)/, ''],
    // What directives that are not here ask of a part: where it is, and whether it is in the page.
    [/get parentNode\(\)\{return this\._\$AM\.parentNode\}/, ''],
    [/get parentNode\(\)\{let.*?\}get startNode\(\)\{.*?\}get endNode\(\)\{.*?\}/, ''],
    [/get tagName\(\)\{.*?\}/, ''],
    [/get _\$AU\(\)\{.*?\}/g, ''],
    [/,this\._\$AN=void 0/g, ''],
    [/,this\._\$Cv=\w\?\.isConnected\?\?!0/, ''],
    [/setConnected\(\w\)\{.*?\}/, ''],
    [/this\._\$AP\?\.\(!1,!0,\w\)/, ''],
    // What Lit's other packages ask for, but for the one thing that `repeat` does.
    [/\{M:\w,.*?(I:\w),.*?\}/, '{$1}'],
    [/,\w=\w\.litHtmlPolyfillSupport;\w\?\.\(\w,\w\),/, ';'],
  ],
  'lit-html/directives/repeat.js': [
    [/if\((super\(\w\)),.*?\)throw Error\(".*?"\)/, '$1'],
    // Lists without keys, and on a server.
    [/void 0===(\w)\?\1=(\w):void 0!==\2&&\((\w=\2)\)/, '$3'],
    [/render\(\w,\w,\w\)\{.*?\}/, ''],
  ],
  'lit-html/directive.js': [[/get _\$AU\(\)\{.*?\}/, '']],
  'lit-html/directive-helpers.js': [
    // Parts that move from one list into another.
    [/,\w=\w\._\$AM,(\w)=\w!==\w;if\(\1\)\{.*?\}if\((\w!==\w)\|\|\1\)/, ';if($2)'],
  ],
  'lit-element/lit-element.js': [
    [/connectedCallback\(\)\{.*?\}disconnectedCallback\(\)\{.*?\}/, ''],
    [/this\.hasUpdated\|\|\(this\.renderOptions\.isConnected=this\.isConnected\),/, ''],
    [/,\w\.litElementHydrateSupport.*?\}\);const (\w)=\w\.litElementPolyfillSupport;\1\?\..*?\}\)/, ''],
    [/\(\w\.litElementVersions.*?push\(".*?"\);/, ''],
  ],
  'reactive-element/reactive-element.js': [
    // Decorators.
    [/Symbol\.metadata\?\?=.*?new WeakMap;/, ''],
    [/const \w=this\[Symbol\.metadata\];if\(.*?\}(?=this)/, ''],
    [/static addInitializer\(\w\)\{.*?\}/, ''],
    [/,void 0!==\w\.l&&\(this\.l=.*?\)/, ''],
    [/,this\.constructor\.l\?\.forEach\(\w=>\w\(this\)\)/, ''],
    [
      /const\{get:\w,set:\w\}=\w\(this\.prototype,(\w)\)\?\?\{get\(\)\{return this\[(\w)\]\}.*?requestUpdate\(\1,\w,(\w)\)\}/,
      'return{get(){return this[$2]},set(value){const was=this[$2];this[$2]=value,this.requestUpdate($1,was,$3)}',
    ],
    [/\bthis\.prototype\.hasOwnProperty\(\w\)&&\(.*?wrapped=!0\),/, ''],
    [/const \w=this\.constructor\.elementProperties;if\(\w\.size>0\)for\(.*?\)\}(?=\})/, ''],
    // Properties that go back to where they began, or are named by symbols.
    [/\|\|\w\.useDefault&&.*?(?=\)\)return)/, ''],
    [/,useDefault:!1/, ''],
    [/useDefault:\w,(reflect:\w),wrapped:\w\},\w/, '$1}'],
    [/(this\.hasUpdated\|\|)\w\|\|/, '$1'],
    [/\w&&!\(this\._\$Ej\?\?=.*?void 0!==\w\)\|\|/, ''],
    [/\w\?\?this\._\$Ej\?\.get\(\w\)\?\?(?=\w,)/, ''],
    [/\[\.\.\.(\w\((\w)\)),\.\.\.\w\(\2\)\]/, '$1'],
    [/getOwnPropertyDescriptor:\w,|,getOwnPropertySymbols:\w/g, ''],
    // Styles of another kind than ours.
    [/finalizeStyles\(\w\)\{.*?return \w\}/, 'finalizeStyles(styles){return[styles].flat(9)}'],
    [/\w=\w\.trustedTypes,(\w)=\w\?\w\.emptyScript:""/, '$1=""'],
    // What another minifier needs.
    [/\b\w\("(elementProperties|finalized|properties)"\)/g, '"$1"'],
    [/,\w=\w\.reactiveElementPolyfillSupport/, ''],
    [/,\w\?\.\(\{ReactiveElement:\w\}\),\(\w\.reactiveElementVersions.*?push\(".*?"\)/, ''],
  ],
}

/** Where `css-tag.js` of Lit's leads to. */
export const CSS_TAG = join(import.meta.dirname, 'lean-css-tag.ts')

/** What is left of a module of Lit's; nothing where all of it is. Throws where a cut finds no place. */
export function leanOf(path: string, code: string): string | undefined {
  const [file, cuts] = Object.entries(CUTS).find(([end]) => path.endsWith(end)) ?? []
  return cuts?.reduce((before, [what, instead]) => {
    const after = before.replace(what, instead)
    if (after === before) throw new Error(`${file} has no ${what} any more`)
    return after
  }, code)
}

export const leanLit: Plugin = {
  name: 'lean-lit',
  enforce: 'pre',
  resolveId: (source) => (source === './css-tag.js' ? CSS_TAG : undefined),
  transform(code, id) {
    const lean = leanOf(id, code)
    return lean === undefined ? undefined : { code: lean, map: null }
  },
}
