import { expect } from 'chai'
import type { DtMediaUpload } from './dt-media-upload.ts'
import { heldUploader, mount, part, parts, png, unmountAll, until } from './form/testing/mounted-upload.ts'

describe('the looks of <dt-media-upload> that a page sets (58)', () => {
  afterEach(unmountAll)

  const RED = 'rgb(255, 0, 0)'

  type Look = (element: DtMediaUpload) => [Element | null, string]

  /** Where each property shows, and how it is set there. */
  const SHOWN: readonly (readonly [property: string, value: string, look: Look, seen: string])[] = [
    ['accent', 'red', (element) => [element.renderRoot.querySelector('.icon'), 'color'], RED],
    ['success', 'red', (element) => [element.renderRoot.querySelector('.tick'), 'color'], RED],
    ['danger', 'red', (element) => [element.renderRoot.querySelector('.note > svg'), 'color'], RED],
    ['surface', 'red', (element) => [part(element, 'zone'), 'background-color'], RED],
    ['raised', 'red', (element) => [part(element, 'thumb'), 'background-color'], RED],
    ['line', 'red', (element) => [part(element, 'zone'), 'border-top-color'], RED],
    ['text', 'red', (element) => [part(element, 'name'), 'color'], RED],
    ['muted', 'red', (element) => [part(element, 'meta'), 'color'], RED],
    ['radius', '3px', (element) => [part(element, 'zone'), 'border-top-left-radius'], '3px'],
    ['padding', '7px', (element) => [part(element, 'zone'), 'padding-top'], '7px'],
    ['gap', '31px', (element) => [part(element, 'list'), 'margin-top'], '31px'],
    ['row-height', '91px', (element) => [part(element, 'item'), 'min-height'], '91px'],
    ['thumb-size', '33px', (element) => [part(element, 'thumb'), 'width'], '33px'],
    ['duration', '3s', (element) => [part(element, 'item'), 'animation-duration'], '3s'],
  ]

  for (const [property, value, look, seen] of SHOWN) {
    it(`has --dt-${property}`, async () => {
      const element = await mount(
        `<dt-media-upload multiple style="--dt-${property}: ${value}"></dt-media-upload>`,
      )
      element.items = [{ media_id: '@media-0000', name: 'a.png' }]
      element.addFiles([new File(['%PDF-1.7\n'], 'fake.png')])
      await until(() => element.renderRoot.querySelector('.note') && parts(element, 'item').length)
      const [shown, name] = look(element)
      await until(() => shown && getComputedStyle(shown).getPropertyValue(name) === seen)
    })
  }

  it('has --dt-tile-size', async () => {
    const element = await mount(
      '<dt-media-upload multiple layout="grid" style="--dt-tile-size: 77px"></dt-media-upload>',
    )
    const { uploader } = heldUploader()
    element.uploader = uploader
    element.addFiles([png()])
    await until(() => parts(element, 'thumb')[0]?.getBoundingClientRect().width === 77)
  })

  for (const [where, css] of [
    ['by its part', 'dt-media-upload::part(name) { font-size: 28px }'],
    ['with the element', 'dt-media-upload { font-size: 28px }'],
    ['for everything', '* { font: 28px serif }'],
  ] as const) {
    for (const layout of ['zone', 'grid']) {
      it(`cuts no letter of a name that is set larger ${where}, in the layout ${layout}`, async () => {
        const element = await mount(
          `<div><style>${css}</style><dt-media-upload multiple layout="${layout}"></dt-media-upload></div>`,
        )
        element.items = [{ media_id: '@media-0000', name: 'gypsy.png' }]
        await until(() => parts(element, 'name').length === 1)
        const name = part(element, 'name')
        const { fontSize } = getComputedStyle(name)
        expect(name.clientHeight).to.be.at.least(Number.parseFloat(fontSize))
        expect(name.scrollHeight).to.be.at.most(name.clientHeight)
      })
    }
  }
})
