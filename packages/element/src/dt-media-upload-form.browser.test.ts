import { expect } from 'chai'
import {
  allAre,
  heldUploader,
  mount,
  next,
  part,
  png,
  unmountAll,
  until,
} from './form/testing/mounted-upload.ts'

describe('<dt-media-upload> in a form', () => {
  afterEach(unmountAll)

  const formOf = (element: Element) => element.closest('form') as HTMLFormElement
  const entriesOf = (element: Element) => new FormData(formOf(element)).getAll('photos')

  it('adds one entry per uploaded file, and none before (39)', async () => {
    const element = await mount('<form><dt-media-upload name="photos" multiple></dt-media-upload></form>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    await element.addFiles([png('a.png', 1), png('b.png', 2)])
    expect(entriesOf(element)).to.deep.equal([])
    await until(() => uploads.length === 2)
    uploads[0]?.succeed('@media-aaaa')
    uploads[1]?.succeed('@media-bbbb')
    await allAre(element, 'done')
    expect(entriesOf(element)).to.deep.equal(['@media-aaaa', '@media-bbbb'])
    expect(element.value).to.equal('@media-aaaa')
    expect(element.values).to.deep.equal(['@media-aaaa', '@media-bbbb'])
  })

  it('has its entries ready when media-uploaded is heard (39)', async () => {
    const element = await mount('<form><dt-media-upload name="photos"></dt-media-upload></form>')
    element.uploader = async ({ mediaType }) => ({
      errcode: 0,
      errmsg: 'ok',
      type: mediaType,
      media_id: '@media-aaaa',
      created_at: 1,
    })
    let heard: unknown
    element.addEventListener('media-uploaded', () => (heard = entriesOf(element)))
    element.addFiles([png()])
    await next(element, 'media-complete')
    expect(heard).to.deep.equal(['@media-aaaa'])
    expect(formOf(element).checkValidity()).to.equal(true)
  })

  it('is invalid while an upload runs and valid after it (40)', async () => {
    const element = await mount('<form><dt-media-upload name="photos"></dt-media-upload></form>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    expect(element.checkValidity()).to.equal(true)
    await element.addFiles([png()])
    expect(formOf(element).checkValidity()).to.equal(false)
    await until(() => uploads.length === 1)
    uploads[0]?.succeed()
    await allAre(element, 'done')
    expect(formOf(element).checkValidity()).to.equal(true)
  })

  it('adds nothing for a failed file, and blocks the form while it is listed (39)', async () => {
    const element = await mount('<form><dt-media-upload name="photos"></dt-media-upload></form>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    await element.addFiles([png()])
    await until(() => uploads.length === 1)
    uploads[0]?.fail()
    await allAre(element, 'failed')
    expect(element.validity.badInput).to.equal(true)
    expect(entriesOf(element)).to.deep.equal([])
    part(element, 'remove').click()
    expect(element.checkValidity()).to.equal(true)
  })

  it('asks for a file when it is required, in the language of the page (40)', async () => {
    const element = await mount('<form lang="zh-CN"><dt-media-upload required></dt-media-upload></form>')
    expect(element.validity.valueMissing).to.equal(true)
    expect(element.validationMessage).to.equal('请选择文件')
    element.required = false
    expect(element.checkValidity()).to.equal(true)
  })

  it('puts the focus on the button when its validity is reported (40)', async () => {
    const element = await mount('<form><dt-media-upload required></dt-media-upload></form>')
    expect(formOf(element).reportValidity()).to.equal(false)
    await element.updateComplete
    expect(element.shadowRoot?.activeElement).to.equal(part(element, 'trigger'))
    expect(element.dataset.state).to.include('invalid')
    expect(element.renderRoot.querySelector('#fault')?.textContent).to.equal(element.validationMessage)
  })

  it('keeps the sentence of setCustomValidity until it is taken back (40)', async () => {
    const element = await mount('<form><dt-media-upload></dt-media-upload></form>')
    element.setCustomValidity('Not today.')
    expect(element.validationMessage).to.equal('Not today.')
    expect(element.validity.customError).to.equal(true)
    element.setCustomValidity('')
    expect(element.checkValidity()).to.equal(true)
  })

  it('goes back to the media it began with on reset, without telling a change (41)', async () => {
    const element = await mount(
      '<form><dt-media-upload name="photos" multiple><data value="@media-first">first.png</data></dt-media-upload></form>',
    )
    expect(entriesOf(element)).to.deep.equal(['@media-first'])
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    await element.addFiles([png()])
    await until(() => uploads.length === 1)
    uploads[0]?.succeed('@media-second')
    await allAre(element, 'done')
    expect(entriesOf(element)).to.deep.equal(['@media-first', '@media-second'])
    await until(() => part(element, 'list').children.length === 2)
    const told: string[] = []
    for (const name of ['input', 'change']) element.addEventListener(name, () => told.push(name))
    formOf(element).reset()
    expect(entriesOf(element)).to.deep.equal(['@media-first'])
    await until(() => part(element, 'list').children.length === 1)
    expect(told).to.deep.equal([])
  })

  it('tells input and change once when an upload changes the value', async () => {
    const element = await mount('<form><dt-media-upload></dt-media-upload></form>')
    element.uploader = async ({ mediaType }) => ({
      errcode: 0,
      errmsg: 'ok',
      type: mediaType,
      media_id: '@media-aaaa',
      created_at: 1,
    })
    const told: string[] = []
    for (const name of ['input', 'change'])
      formOf(element).addEventListener(name, ({ type }) => told.push(type))
    element.addFiles([png()])
    await until(() => told.includes('change'))
    expect(told).to.deep.equal(['input', 'change'])
  })

  it('takes nothing and adds nothing in a disabled fieldset (42)', async () => {
    const element = await mount(
      '<form><fieldset disabled><dt-media-upload name="photos" required><data value="@media-first">a.png</data></dt-media-upload></fieldset></form>',
    )
    expect((part(element, 'trigger') as HTMLButtonElement).disabled).to.equal(true)
    expect(entriesOf(element)).to.deep.equal([])
    expect(element.willValidate).to.equal(false)
    const fieldset = element.closest('fieldset') as HTMLFieldSetElement
    fieldset.disabled = false
    await element.updateComplete
    expect((part(element, 'trigger') as HTMLButtonElement).disabled).to.equal(false)
    expect(entriesOf(element)).to.deep.equal(['@media-first'])
  })

  it('restores what the browser remembers of it (44)', async () => {
    const element = await mount('<form><dt-media-upload name="photos"></dt-media-upload></form>')
    element.formStateRestoreCallback('[{"media_id":"@media-kept","name":"kept.png","size":12}]')
    expect(entriesOf(element)).to.deep.equal(['@media-kept'])
  })

  it('writes its entries when they changed, and not whenever it is drawn', async function () {
    if (!('ElementInternals' in window)) this.skip()
    const element = await mount('<form><dt-media-upload name="photos" multiple></dt-media-upload></form>')
    const { setFormValue } = ElementInternals.prototype
    let written = 0
    ElementInternals.prototype.setFormValue = function (...values) {
      written++
      setFormValue.apply(this, values)
    }
    try {
      element.values = ['@media-aaaa']
      await element.updateComplete
      const before = written
      element.label = 'Drawn again'
      await element.updateComplete
      expect(element.checkValidity()).to.equal(true)
      expect([before > 0, written - before]).to.deep.equal([true, 0])
      element.name = 'pictures'
      expect(new FormData(formOf(element)).getAll('pictures')).to.deep.equal(['@media-aaaa'])
      element.values = ['@media-bbbb']
      expect(new FormData(formOf(element)).getAll('pictures')).to.deep.equal(['@media-bbbb'])
    } finally {
      ElementInternals.prototype.setFormValue = setFormValue
    }
  })

  it('leaves the page by remove(), as every element does', async () => {
    const element = await mount('<form><dt-media-upload></dt-media-upload></form>')
    element.remove()
    expect(element.isConnected).to.equal(false)
  })
})
