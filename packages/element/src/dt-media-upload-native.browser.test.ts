import { expect } from 'chai'
import type { DtMediaUpload } from './dt-media-upload.ts'
import { allAre, heldUploader, mount, part, png, unmountAll, until } from './form/testing/mounted-upload.ts'

describe('<dt-media-upload> behaves as a native control', () => {
  afterEach(unmountAll)

  const FIRST = '<data value="@media-first">first.png</data>'
  const formById = (id: string) => document.getElementById(id) as HTMLFormElement
  const entries = (form: HTMLFormElement) =>
    [...new FormData(form)].map(([name, value]) => `${name}=${value}`)
  const triggerOf = (element: DtMediaUpload) => part(element, 'trigger') as HTMLButtonElement

  it('takes an entry back when its file is removed (39)', async () => {
    const element = await mount(
      `<form id="f"><dt-media-upload name="photos" multiple>${FIRST}<data value="@media-second">b.png</data></dt-media-upload></form>`,
    )
    expect(entries(formById('f'))).to.deep.equal(['photos=@media-first', 'photos=@media-second'])
    const [first] = element.items
    if (first) element.remove(first)
    expect(entries(formById('f'))).to.deep.equal(['photos=@media-second'])
    element.clear()
    expect(entries(formById('f'))).to.deep.equal([])
  })

  it('adds nothing without a name, with none for what is uploaded either (39)', async () => {
    await mount(`<form id="f"><dt-media-upload>${FIRST}</dt-media-upload></form>`)
    expect(entries(formById('f'))).to.deep.equal([])
  })

  it('has no entry for what still waits, is sent, is paused or was stopped (39)', async () => {
    const element = await mount(
      '<form id="f"><dt-media-upload name="p" multiple manual></dt-media-upload></form>',
    )
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    await element.addFiles([png('a.png', 1), png('b.png', 2)])
    expect(entries(formById('f'))).to.deep.equal([])
    element.upload()
    await until(() => uploads.length === 2)
    expect(entries(formById('f'))).to.deep.equal([])
    element.pause()
    expect(entries(formById('f'))).to.deep.equal([])
    element.abort()
    await allAre(element, 'failed')
    expect(entries(formById('f'))).to.deep.equal([])
  })

  it('wants as many files as min-files says, once there is one (40)', async () => {
    const element = await mount(
      `<form lang="en"><dt-media-upload multiple min-files="2">${FIRST}</dt-media-upload></form>`,
    )
    expect(element.validity.rangeUnderflow).to.equal(true)
    expect(element.validationMessage).to.equal('Choose at least 2 files.')
    element.items = []
    expect(element.checkValidity()).to.equal(true)
    element.required = true
    expect(element.validity.valueMissing).to.equal(true)
  })

  it('fires a cancelable invalid that does not bubble, and shows no sentence of its own then (40)', async () => {
    const element = await mount('<form><dt-media-upload required></dt-media-upload></form>')
    const heard: Event[] = []
    element.addEventListener('invalid', (event) => heard.push(event))
    element.parentElement?.addEventListener('invalid', () => expect.fail('it bubbled'))
    expect(element.checkValidity()).to.equal(false)
    expect(heard).to.have.length(1)
    expect([heard[0]?.cancelable, heard[0]?.bubbles]).to.deep.equal([true, false])
  })

  it('takes its complaint back by itself once it is mended (40)', async () => {
    const element = await mount('<form><dt-media-upload required></dt-media-upload></form>')
    element.reportValidity()
    await until(() => element.dataset.state === 'invalid')
    element.items = [{ media_id: '@media-aaaa', name: 'a.png' }]
    await until(() => element.dataset.state === undefined)
    expect(element.renderRoot.querySelector('#fault')).to.equal(null)
  })

  it('goes back on reset to what the page set, where its markup tells nothing (41)', async () => {
    const element = await mount('<form id="f"><dt-media-upload name="p" multiple></dt-media-upload></form>')
    element.items = [{ media_id: '@media-aaaa', name: 'a.png' }]
    element.values = ['@media-bbbb', '@media-cccc']
    formById('f').reset()
    expect(entries(formById('f'))).to.deep.equal(['p=@media-aaaa'])
  })

  it('stops what is on its way on reset, and forgets a complaint (41)', async () => {
    const element = await mount(`<form id="f"><dt-media-upload name="p">${FIRST}</dt-media-upload></form>`)
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    await element.addFiles([png()])
    const upload = await until(() => uploads[0])
    element.reportValidity()
    formById('f').reset()
    expect(upload.signal.aborted).to.equal(true)
    expect(entries(formById('f'))).to.deep.equal(['p=@media-first'])
    await until(() => element.dataset.state === undefined)
  })

  it('takes a number that is none for no number at all', async () => {
    const element = await mount('<dt-media-upload multiple></dt-media-upload>')
    const names = ['max-files', 'min-files', 'concurrency', 'retries']
    for (const text of ['abc', '', '-1']) {
      for (const name of names) element.setAttribute(name, text)
      const { uploads, uploader } = heldUploader()
      element.uploader = uploader
      await element.addFiles([1, 2, 3, 4].map((bytes) => png(`${bytes}.png`, bytes)))
      expect(element.items, text).to.have.length(4)
      expect(uploads, text).to.have.length(3)
      expect(element.validity.rangeUnderflow, text).to.equal(false)
      element.clear()
    }
  })

  it('forgets a complaint on reset, though it is as empty and required as before (41)', async () => {
    const element = await mount('<form id="f"><dt-media-upload required></dt-media-upload></form>')
    element.reportValidity()
    await until(() => element.renderRoot.querySelector('#fault'))
    formById('f').reset()
    await element.updateComplete
    expect(!!element.renderRoot.querySelector('#fault')).to.equal(false)
    expect(element.dataset.state).to.equal(undefined)
    expect(element.validity.valueMissing).to.equal(true)
  })

  it('holds nothing where its items or values are undefined', async () => {
    const element = await mount('<dt-media-upload multiple></dt-media-upload>')
    for (const name of ['items', 'values'] as const) {
      element.items = [{ media_id: '@media-aaaa', name: 'a.png' }]
      element[name] = undefined
      expect(element.items, name).to.have.length(0)
    }
  })

  it('is alive in the first legend of a disabled fieldset, and dead after it (42)', async () => {
    const element = await mount(
      '<form><fieldset disabled><legend><dt-media-upload></dt-media-upload></legend></fieldset></form>',
    )
    expect(triggerOf(element).disabled).to.equal(false)
    element.closest('fieldset')?.append(element)
    await until(() => triggerOf(element).disabled)
  })

  it('can be disabled and enabled by its own attribute, and matches the selectors (42)', async () => {
    const element = await mount(
      `<form id="f"><dt-media-upload name="p" disabled>${FIRST}</dt-media-upload></form>`,
    )
    expect(element.matches(':disabled')).to.equal(true)
    expect(entries(formById('f'))).to.deep.equal([])
    element.removeAttribute('disabled')
    await element.updateComplete
    expect(element.matches(':enabled')).to.equal(true)
    expect(entries(formById('f'))).to.deep.equal(['p=@media-first'])
  })

  it('is barred from validation when read-only, and still submits (42)', async () => {
    const element = await mount(
      `<form id="f"><dt-media-upload name="p" readonly required multiple>${FIRST}</dt-media-upload></form>`,
    )
    expect(element.checkValidity()).to.equal(true)
    expect(entries(formById('f'))).to.deep.equal(['p=@media-first'])
  })
})
