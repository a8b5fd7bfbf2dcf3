import { expect } from 'chai'
import type { DtMediaUpload } from './dt-media-upload.ts'
import { openDrawn } from './form/testing/drawn-page.ts'
import { part, parts, png, unmountAll, until } from './form/testing/mounted-upload.ts'

/** What Chrome 100 or Safari on iOS 15 does not know, by where it would be. */
const MISSING: Readonly<Record<string, readonly string[]>> = {
  'HTMLElement.prototype': ['attachInternals', 'showPopover', 'togglePopover'],
  'Element.prototype': ['checkVisibility', 'setHTMLUnsafe', 'getHTML'],
  'HTMLInputElement.prototype': ['showPicker'],
  'Document.prototype': ['adoptedStyleSheets', 'startViewTransition'],
  'ShadowRoot.prototype': ['adoptedStyleSheets'],
  'CSSStyleSheet.prototype': ['replace', 'replaceSync'],
  'Array.prototype': ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with'],
  'String.prototype': ['at', 'isWellFormed', 'toWellFormed'],
  'Set.prototype': ['union', 'difference', 'intersection', 'isSubsetOf'],
  'Crypto.prototype': ['randomUUID'],
  'Blob.prototype': ['bytes'],
  'globalThis.Iterator?.prototype': ['map', 'filter', 'flatMap', 'some', 'every', 'find', 'toArray', 'take'],
  Array: ['fromAsync'],
  Object: ['hasOwn', 'groupBy'],
  Map: ['groupBy'],
  Promise: ['withResolvers', 'try'],
  AbortSignal: ['any', 'timeout', 'abort'],
  URL: ['canParse', 'parse'],
  globalThis: ['OffscreenCanvas', 'structuredClone', 'scheduler', 'reportError', 'Iterator'],
}

const takeAway = Object.entries(MISSING)
  .flatMap(([owner, names]) => names.map((name) => `delete (${owner} ?? {}).${name}`))
  .concat('CSS.supports = () => false')
  .join('\n')

describe('<dt-media-upload layout> in old web views', () => {
  afterEach(unmountAll)

  const open = async (attributes: string) => {
    const page = await openDrawn({
      html: `<script>${takeAway}</script><script type="module" src="/packages/element/src/index.ts"></script>`,
      markup: `<dt-media-upload name="photos" multiple ${attributes}></dt-media-upload>`,
    })
    const { window, complaints } = page
    const { element } = page
    await until(() => element.willValidate)
    let count = 0
    element.uploader = async ({ mediaType }) => ({
      errcode: 0,
      errmsg: 'ok',
      type: mediaType,
      media_id: `@media-old${++count}`,
      created_at: 1,
    })
    const add = (...names: string[]) =>
      element.addFiles(names.map((name, i) => new window.File([png(name, i)], name, { type: 'image/png' })))
    const entries = () => [...new window.FormData(page.document.querySelector('form') ?? undefined)]
    return { element, add, entries, complaints }
  }
  const isDone = (element: DtMediaUpload, count: number) =>
    until(
      () =>
        element.values.length === count &&
        parts(element, 'item').every(({ dataset }) => dataset.phase === 'done'),
    )

  it('lists in rows, and lays squares into a grid', async () => {
    for (const layout of ['zone', 'button', 'grid']) {
      const { element, add, entries, complaints } = await open(`layout="${layout}"`)
      await add('a.png', 'b.png')
      await isDone(element, 2)
      // The style sheet of tiles arrives by itself.
      await until(() => part(element, 'thumb').offsetWidth === (layout === 'grid' ? 96 : 40))
      expect(entries().length, layout).to.equal(2)
      expect(getComputedStyle(part(element, 'zone')).display, layout).not.to.equal('inline')
      expect(complaints, layout).to.deep.equal([])
      part(element, 'remove').click()
      await until(() => parts(element, 'item').length === 1)
      expect(entries().length, layout).to.equal(1)
    }
  })

  it('shows an avatar as one round picture, and puts another in its place', async () => {
    const { element, add, entries, complaints } = await open('layout="avatar"')
    await add('first.png')
    await isDone(element, 1)
    await until(() => part(element, 'thumb').offsetWidth === 96)
    expect(getComputedStyle(part(element, 'thumb')).borderTopLeftRadius).to.match(/^(50%|48px|9\d+px)$/)
    await add('second.png', 'never.png')
    await until(() => element.value === '@media-old2')
    expect(entries()).to.deep.equal([['photos', '@media-old2']])
    expect(complaints).to.deep.equal([])
  })

  it('brings items into another order by keyboard, in rows and in a grid', async () => {
    for (const layout of ['zone', 'grid']) {
      const { element, add, entries, complaints } = await open(`sortable layout="${layout}"`)
      await add('a.png', 'b.png', 'c.png')
      await isDone(element, 3)
      const before = [...element.values]
      const [handle] = await until(() => parts(element, 'handle')[2] && parts(element, 'handle'))
      handle?.focus()
      handle?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
      await until(() => element.values[0] === before[1])
      expect(entries().map(([, value]) => value)).to.deep.equal([before[1], before[0], before[2]])
      expect(complaints, layout).to.deep.equal([])
    }
  })
})
