import { expect } from 'chai'
import '../index.ts'
import { openDrawn, pickIn, send } from './testing/drawn-page.ts'
import { allAre, heldUploader, mount, png, unmountAll, until } from './testing/mounted-upload.ts'

describe('an <input type="file"> inside of the element', () => {
  afterEach(unmountAll)

  const inputIn = (element: Element) => element.querySelector(':scope > input') as HTMLInputElement
  const MARKUP = '<dt-media-upload><input type="file" name="photos" required multiple></dt-media-upload>'

  for (const [way, page] of [
    ['drawn by a server', { attributes: { name: 'photos', required: true, multiple: true } }],
    ['as the author wrote it', { markup: MARKUP }],
  ] as const) {
    it(`is sent by a plain form where there is no script: ${way} (39) (40) (54)`, async () => {
      const page_ = await openDrawn(page, false)
      const input = inputIn(page_.element)
      expect(input.getClientRects()).to.have.length(1)
      expect(page_.document.querySelector('form')?.checkValidity()).to.equal(false)
      pickIn(input, png('a.png', 1), png('b.png', 2))
      expect(page_.document.querySelector('form')?.checkValidity()).to.equal(true)
      expect(await send(page_)).to.deep.equal([
        ['photos', 'a.png 9'],
        ['photos', 'b.png 10'],
      ])
    })

    for (const entry of ['hydrate', 'index'] as const) {
      it(`gives its files to the element, and the form gets each once: ${way}, ${entry}.js (39) (54)`, async () => {
        const page_ = await openDrawn(page)
        const input = inputIn(page_.element)
        pickIn(input, png('a.png', 1), png('b.png', 2))
        const { uploads, uploader } = heldUploader()
        page_.element.uploader = uploader
        await page_.run(entry)
        await until(() => uploads.length === 2)
        expect(input.getClientRects()).to.have.length(0)
        expect(input.files).to.have.length(0)
        const { name, required, multiple } = page_.element
        expect({ name, required, multiple }).to.deep.equal({ name: 'photos', required: true, multiple: true })
        uploads[0]?.succeed('@media-aaaa')
        uploads[1]?.succeed('@media-bbbb')
        await until(() => page_.element.values.length === 2)
        expect(await send(page_)).to.deep.equal([
          ['photos', '@media-aaaa'],
          ['photos', '@media-bbbb'],
        ])
        expect(page_.complaints).to.deep.equal([])
      })
    }
  }

  it('gives the element only what that was not told itself (54)', async () => {
    const element = await mount(
      '<dt-media-upload name="own" accept="image/png"><input type="file" name="photos" accept="image/*" capture="user" form="other"></dt-media-upload>',
    )
    await until(() => element.capture)
    const { name, accept, capture, multiple, required } = element
    expect({ name, accept, capture, multiple, required }).to.deep.equal({
      ...{ name: 'own', accept: 'image/png', capture: 'user', multiple: false, required: false },
    })
    expect(element.getAttribute('form')).to.equal('other')
    expect(inputIn(element).form).to.equal(null)
  })

  it('has its label speak and click for the element (5) (54)', async () => {
    const element = await mount(
      '<label for="photos">Photos</label><dt-media-upload><input type="file" id="photos"></dt-media-upload>',
    )
    await until(() => inputIn(element).getAttribute('form') === '')
    const opened: Event[] = []
    element.renderRoot.querySelector('input')?.addEventListener('click', (event) => {
      event.preventDefault()
      opened.push(event)
    })
    document.querySelector('label')?.click()
    expect(opened).to.have.length(1)
    expect(element.renderRoot.querySelector('button')?.getAttribute('aria-label')).to.match(/^Photos\b/)
    element.disabled = true
    document.querySelector('label')?.click()
    expect(opened).to.have.length(1)
  })

  it('hands the focus on that a person had put on it (49) (54)', async () => {
    const page = await openDrawn({ attributes: { name: 'photos' } })
    page.window.focus()
    inputIn(page.element).focus()
    await page.run('hydrate')
    await until(() => page.root.activeElement?.className === 'trigger')
  })

  it('takes what a browser that restores the page puts there later, and comes late itself (44) (54)', async () => {
    const element = await mount('<dt-media-upload multiple></dt-media-upload>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    const input = document.createElement('input')
    Object.assign(input, { type: 'file', slot: 'input', multiple: true })
    element.append(input)
    await until(() => input.getAttribute('form') === '')
    let told = 0
    document.body.addEventListener('change', () => told++, { once: true })
    pickIn(input, png('late.png'))
    input.dispatchEvent(new Event('change', { bubbles: true }))
    expect(told).to.equal(0)
    await until(() => uploads.length === 1)
    uploads[0]?.succeed()
    await allAre(element, 'done')
    expect(input.files).to.have.length(0)
  })

  it('leaves a copy of the element in its form (39) (54)', async () => {
    const element = await mount(`<form>${MARKUP}</form>`)
    await until(() => inputIn(element).getAttribute('form') === '')
    const copy = element.cloneNode(true) as typeof element
    element.replaceWith(copy)
    const { uploads, uploader } = heldUploader()
    copy.uploader = uploader
    pickIn(inputIn(copy), png('copied.png'))
    await until(() => uploads.length === 1)
    uploads[0]?.succeed('@media-aaaa')
    await until(() => copy.values.length === 1)
    const form = document.querySelector('form') as HTMLFormElement
    expect(new FormData(form).getAll('photos')).to.deep.equal(['@media-aaaa'])
  })
})
