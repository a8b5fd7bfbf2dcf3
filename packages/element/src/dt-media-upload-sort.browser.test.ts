import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import type { DtMediaUpload } from './dt-media-upload.ts'
import { heldUploader, mount, part, parts, png, unmountAll, until } from './form/testing/mounted-upload.ts'

describe('<dt-media-upload sortable>', () => {
  afterEach(unmountAll)

  const four = async (attributes = '') => {
    const media = ['a', 'b', 'c', 'd'].map(
      (name) => `<data value="@media-${name.repeat(4)}">${name}.png</data>`,
    )
    const element = await mount(
      `<form><dt-media-upload name="photos" lang="en" multiple sortable ${attributes}>${media.join('')}</dt-media-upload></form>`,
    )
    await until(() => parts(element, 'handle').length === 4 || element.readonly)
    return element
  }
  const namesOf = (element: DtMediaUpload) => element.items.map(({ name }) => name[0]).join('')
  const shownOf = (element: DtMediaUpload) =>
    parts(element, 'name')
      .map(({ textContent }) => textContent?.trim()[0])
      .join('')
  const handleOf = (element: DtMediaUpload, name: string) =>
    parts(element, 'handle').find((handle) => handle.getAttribute('aria-label') === `Move ${name}.png`)
  const focused = (element: DtMediaUpload) => element.shadowRoot?.activeElement?.getAttribute('aria-label')
  const centreOf = (target: Element) => {
    const { x, y, width, height } = target.getBoundingClientRect()
    return { clientX: x + width / 2, clientY: y + height / 2 }
  }
  const point = (target: Element, type: string, at: { clientX: number; clientY: number }) =>
    target.dispatchEvent(
      new PointerEvent(type, { ...at, pointerId: 1, bubbles: true, composed: true, pointerType: 'touch' }),
    )
  /** Made events have no pointer that could be captured. */
  const drag = (handle: HTMLElement, to: { clientX: number; clientY: number }, end = 'pointerup') => {
    handle.setPointerCapture = () => {}
    point(handle, 'pointerdown', centreOf(handle))
    point(handle, 'pointermove', { ...to, clientY: to.clientY + 1 })
    point(handle, 'pointermove', to)
    point(handle, end, to)
  }

  it('moves an item by the arrow keys of its handle, keeps the focus on it and says its place (48)', async () => {
    const element = await four()
    handleOf(element, 'a')?.focus()
    await sendKeys({ press: 'ArrowDown' })
    await until(() => shownOf(element) === 'bacd')
    await until(() => focused(element) === 'Move a.png')
    const status = element.renderRoot.querySelector('[role=status]')
    await until(() => status?.textContent === 'a.png is now 2 of 4')
    await sendKeys({ press: 'End' })
    await until(() => shownOf(element) === 'bcda')
    await until(() => focused(element) === 'Move a.png')
    await sendKeys({ press: 'ArrowUp' })
    await until(() => shownOf(element) === 'bcad')
    await until(() => focused(element) === 'Move a.png')
    await sendKeys({ press: 'Home' })
    await until(() => shownOf(element) === 'abcd')
  })

  it('moves an item without dragging: its handle is pressed, then that of the place (50)', async () => {
    const element = await four()
    handleOf(element, 'd')?.click()
    await until(() => handleOf(element, 'd')?.getAttribute('aria-pressed') === 'true')
    handleOf(element, 'b')?.click()
    await until(() => shownOf(element) === 'adbc')
    expect(parts(element, 'handle').map((each) => each.getAttribute('aria-pressed'))).to.deep.equal(
      new Array(4).fill('false'),
    )
  })

  it('lets go of a pressed handle by Escape, or when it is pressed again', async () => {
    const element = await four()
    const pressed = () => handleOf(element, 'd')?.getAttribute('aria-pressed')
    handleOf(element, 'd')?.focus()
    handleOf(element, 'd')?.click()
    await until(() => pressed() === 'true')
    await sendKeys({ press: 'Escape' })
    await until(() => pressed() === 'false')
    handleOf(element, 'd')?.click()
    await until(() => pressed() === 'true')
    handleOf(element, 'd')?.click()
    await until(() => pressed() === 'false')
    expect(namesOf(element)).to.equal('abcd')
  })

  for (const layout of ['zone', 'button', 'grid']) {
    it(`moves an item by dragging its handle, in the layout ${layout}`, async () => {
      const element = await four(`layout="${layout}"`)
      const handle = handleOf(element, 'd')
      const goal = handleOf(element, 'b')
      if (!handle || !goal) throw new Error('There is no handle')
      drag(handle, centreOf(goal))
      await until(() => shownOf(element) === 'adbc')
      for (const row of parts(element, 'item')) expect(row.style.transform).to.equal('')
    })
  }

  it('puts an item back when the drag is cancelled, and takes a click for none after a drag', async () => {
    const element = await four()
    const [handle, goal] = [handleOf(element, 'd'), handleOf(element, 'a')]
    if (!handle || !goal) throw new Error('There is no handle')
    drag(handle, centreOf(goal), 'pointercancel')
    handle.click()
    await element.updateComplete
    expect(namesOf(element)).to.equal('abcd')
    expect(handle.getAttribute('aria-pressed')).to.equal('false')
  })

  it('submits its entries in the new order, and tells input and change', async () => {
    const element = await four()
    const told: string[] = []
    for (const type of ['input', 'change']) element.addEventListener(type, () => told.push(type))
    const [first] = element.items
    if (first) element.move(first, 3)
    const form = element.closest('form') as HTMLFormElement
    expect(new FormData(form).getAll('photos')).to.deep.equal(
      ['b', 'c', 'd', 'a'].map((name) => `@media-${name.repeat(4)}`),
    )
    await until(() => told.length === 2)
    expect(told).to.deep.equal(['input', 'change'])
  })

  it('goes against the reading direction with the arrow that points there', async () => {
    const element = await four('layout="grid" dir="rtl"')
    handleOf(element, 'a')?.focus()
    await sendKeys({ press: 'ArrowLeft' })
    await until(() => shownOf(element) === 'bacd')
    await until(() => focused(element) === 'Move a.png')
    await sendKeys({ press: 'ArrowRight' })
    await until(() => shownOf(element) === 'abcd')
  })

  it('gives handles 44 by 44 pixels, none when read-only and dead ones when disabled (51)', async () => {
    const element = await four()
    const { width, height } = part(element, 'handle').getBoundingClientRect()
    expect([Math.round(width), Math.round(height)]).to.deep.equal([44, 44])
    element.disabled = true
    await element.updateComplete
    expect(part(element, 'handle').matches(':disabled')).to.equal(true)
    element.readonly = true
    await element.updateComplete
    expect(parts(element, 'handle')).to.deep.equal([])
  })

  it('takes a press that comes before a change of its item is drawn (48)', async () => {
    const element = await mount('<dt-media-upload multiple sortable lang="en"></dt-media-upload>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    await element.addFiles(['a', 'b', 'c'].map((name, index) => png(`${name}.png`, index + 1)))
    await until(() => uploads.length === 3 && parts(element, 'handle').length === 3)
    const pressSent = (name: string, index: number) => {
      uploads[index]?.onProgress(Infinity)
      handleOf(element, name)?.click()
      return element.updateComplete
    }
    handleOf(element, 'c')?.click()
    await pressSent('c', 2)
    expect(handleOf(element, 'c')?.ariaPressed).to.equal('false')
    expect(namesOf(element)).to.equal('abc')
    handleOf(element, 'a')?.click()
    await pressSent('b', 1)
    await until(() => shownOf(element) === 'bac')
    expect(namesOf(element)).to.equal('bac')
  })
})
