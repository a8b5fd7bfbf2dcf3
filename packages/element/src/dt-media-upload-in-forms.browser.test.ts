import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import type { DtMediaUpload } from './dt-media-upload.ts'
import { allAre, heldUploader, mount, part, png, unmountAll, until } from './form/testing/mounted-upload.ts'

describe('<dt-media-upload> goes with its form as a native control does', () => {
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

  it('belongs to the form that its form attribute names (43)', async () => {
    const element = await mount(
      `<form id="f"></form><dt-media-upload form="f" name="p">${FIRST}</dt-media-upload>`,
    )
    expect(element.form).to.equal(formById('f'))
    expect(entries(formById('f'))).to.deep.equal(['p=@media-first'])
    expect([...formById('f').elements]).to.include(element)
  })

  it('takes the id of its form as a property too, as React and Solid set it (43)', async () => {
    const element = await mount(`<form id="f"></form><dt-media-upload name="p">${FIRST}</dt-media-upload>`)
    Object.assign(element, { form: 'f' })
    expect(element.form).to.equal(formById('f'))
    expect(entries(formById('f'))).to.deep.equal(['p=@media-first'])
    Object.assign(element, { form: undefined })
    expect(element.form).to.equal(null)
    expect(element.hasAttribute('form')).to.equal(false)
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
