import { sendKeys } from '@web/test-runner-commands'
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
  const openings = (element: DtMediaUpload) => {
    let count = 0
    element.renderRoot.querySelector('input')?.addEventListener('click', (event) => {
      event.preventDefault()
      count++
    })
    return () => count
  }

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

  it('belongs to the form that its form attribute names (43)', async () => {
    const element = await mount(
      `<form id="f"></form><dt-media-upload form="f" name="p">${FIRST}</dt-media-upload>`,
    )
    expect(element.form).to.equal(formById('f'))
    expect(entries(formById('f'))).to.deep.equal(['p=@media-first'])
    expect([...formById('f').elements]).to.include(element)
  })

  it('is named by the labels around and for it (43)', async () => {
    const element = await mount(
      '<label for="u">Photos</label><label>of the cat <dt-media-upload id="u" lang="en"></dt-media-upload></label>',
    )
    expect(element.labels).to.have.length(2)
    element.requestUpdate()
    await element.updateComplete
    const spoken = triggerOf(element).getAttribute('aria-label') ?? ''
    expect(spoken).to.match(/^Photos of the cat .*hoose/)
  })

  it('opens its dialog once by the label around it (43)', async () => {
    const element = await mount('<label><b>Photo</b> <dt-media-upload></dt-media-upload></label>')
    const opened = openings(element)
    document.querySelector('b')?.click()
    expect(opened()).to.equal(1)
    part(element, 'zone').click()
    expect(opened()).to.equal(2)
  })

  it('submits no form by Enter or Space on its button (43)', async () => {
    const element = await mount(
      '<form id="f"><dt-media-upload></dt-media-upload><button>Send</button></form>',
    )
    const opened = openings(element)
    formById('f').addEventListener('submit', (event) => {
      event.preventDefault()
      expect.fail('it submitted')
    })
    element.focus()
    await sendKeys({ press: 'Enter' })
    await sendKeys({ type: ' ' })
    expect(opened()).to.equal(2)
  })

  it('holds a submit back until its upload is done, and lets it go then (43)', async () => {
    const element = await mount('<form id="f"><dt-media-upload name="p"></dt-media-upload></form>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    const submitted: string[][] = []
    formById('f').addEventListener('submit', (event) => {
      event.preventDefault()
      submitted.push(entries(formById('f')))
    })
    await element.addFiles([png()])
    const upload = await until(() => uploads[0])
    formById('f').requestSubmit()
    expect(submitted).to.deep.equal([])
    upload.succeed('@media-aaaa')
    await allAre(element, 'done')
    formById('f').requestSubmit()
    expect(submitted).to.deep.equal([['p=@media-aaaa']])
  })

  it('gives the browser a state to keep, from which another gets the same items (44)', async () => {
    const kept: unknown[] = []
    const { setFormValue } = ElementInternals.prototype
    ElementInternals.prototype.setFormValue = function (value, state) {
      kept.push(state)
      return setFormValue.call(this, value, state)
    }
    try {
      const element = await mount('<form><dt-media-upload multiple></dt-media-upload></form>')
      element.items = [
        { media_id: '@media-aaaa', name: 'a.png', size: 12 },
        { media_id: '@media-bbbb', name: 'b.pdf' },
      ]
      await element.updateComplete
      const state = kept.filter(Boolean).at(-1)
      const other = await mount(
        '<form id="o"><dt-media-upload id="u" name="p" multiple></dt-media-upload></form>',
        '#u',
      )
      other.formStateRestoreCallback(state)
      expect(other.items.map(({ name, size, media_type }) => [name, size, media_type])).to.deep.equal([
        ['a.png', 12, 'image'],
        ['b.pdf', 0, 'file'],
      ])
      expect(entries(formById('o'))).to.deep.equal(['p=@media-aaaa', 'p=@media-bbbb'])
    } finally {
      ElementInternals.prototype.setFormValue = setFormValue
    }
  })

  it('follows a change of its name at once (45)', async () => {
    const element = await mount(
      `<form id="f"><dt-media-upload name="before">${FIRST}</dt-media-upload></form>`,
    )
    element.name = 'after'
    expect(entries(formById('f'))).to.deep.equal(['after=@media-first'])
    element.setAttribute('name', 'later')
    expect(entries(formById('f'))).to.deep.equal(['later=@media-first'])
    element.removeAttribute('name')
    expect(entries(formById('f'))).to.deep.equal([])
  })

  it('goes with the form that it is moved to (45)', async () => {
    const element = await mount(
      `<form id="f"><dt-media-upload name="p">${FIRST}</dt-media-upload></form><form id="g"></form>`,
    )
    formById('g').append(element)
    expect([entries(formById('f')), entries(formById('g'))]).to.deep.equal([[], ['p=@media-first']])
    expect(element.form).to.equal(formById('g'))
  })

  it('keeps two controls and two forms apart (45)', async () => {
    await mount(`<form id="f"><dt-media-upload name="a">${FIRST}</dt-media-upload>
      <dt-media-upload name="b"><data value="@media-other">b.png</data></dt-media-upload></form>
      <form id="g"><dt-media-upload name="a"><data value="@media-third">c.png</data></dt-media-upload></form>`)
    expect(entries(formById('f'))).to.deep.equal(['a=@media-first', 'b=@media-other'])
    expect(entries(formById('g'))).to.deep.equal(['a=@media-third'])
    formById('f').reset()
    expect(entries(formById('g'))).to.deep.equal(['a=@media-third'])
  })

  it('takes the focus when the page opens, if it has autofocus', async () => {
    const element = await mount('<dt-media-upload autofocus></dt-media-upload>')
    await until(() => element.shadowRoot?.activeElement === triggerOf(element))
  })
})
