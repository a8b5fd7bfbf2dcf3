import { expect } from 'chai'
import { DtMediaUpload } from './dt-media-upload.ts'
import { mount, part, png, unmountAll, until } from './form/testing/mounted-upload.ts'

/** As a browser sees it that knows no form-associated elements. */
class OldMediaUpload extends DtMediaUpload {
  static override readonly formAssociated = false
}
customElements.define('old-media-upload', OldMediaUpload)

describe('<dt-media-upload> in old web views', () => {
  const { attachInternals } = HTMLElement.prototype
  const { supports } = CSS

  beforeEach(() => {
    Reflect.deleteProperty(HTMLElement.prototype, 'attachInternals')
    CSS.supports = () => false
  })

  afterEach(() => {
    HTMLElement.prototype.attachInternals = attachInternals
    CSS.supports = supports
    document.documentElement.style.colorScheme = ''
    unmountAll()
  })

  const mountOld = async (attributes: string, children = '') => {
    const element = await mount<OldMediaUpload>(
      `<form><old-media-upload name="photos" ${attributes}>${children}</old-media-upload></form>`,
      'old-media-upload',
    )
    // What stands in for the platform is loaded by those browsers alone.
    await until(() => element.willValidate)
    return element
  }
  const formOf = (element: Element) => element.closest('form') as HTMLFormElement

  it('still uploads, and adds its entries to the form', async () => {
    const element = await mountOld('')
    element.uploader = async ({ mediaType }) => ({
      errcode: 0,
      errmsg: 'ok',
      type: mediaType,
      media_id: '@media-aaaa',
      created_at: 1,
    })
    await element.addFiles([png()])
    await until(() => element.value)
    expect(new FormData(formOf(element)).getAll('photos')).to.deep.equal(['@media-aaaa'])
  })

  it('stops a submit while something is missing, with the focus on the button', async () => {
    const element = await mountOld('required')
    let submitted = 0
    formOf(element).addEventListener('submit', (event) => {
      event.preventDefault()
      submitted++
    })
    formOf(element).requestSubmit()
    expect(submitted).to.equal(0)
    expect(element.shadowRoot?.activeElement).to.equal(part(element, 'trigger'))
    await until(() => element.dataset.state?.includes('invalid'))
    element.required = false
    formOf(element).requestSubmit()
    expect(submitted).to.equal(1)
  })

  it('lets a button with formnovalidate send the form as it is', async () => {
    const element = await mountOld('required', '<button formnovalidate>Save the draft</button>')
    let submitted = 0
    formOf(element).addEventListener('submit', (event) => {
      event.preventDefault()
      submitted++
    })
    formOf(element).requestSubmit(element.querySelector('button'))
    expect(submitted).to.equal(1)
  })

  it('finds its form and its labels in its own tree, and the label around it', async () => {
    const host = document.createElement('div')
    const tree = host.attachShadow({ mode: 'open' })
    tree.innerHTML =
      '<p id="mine"></p><form id="mine"></form><label for="photos">Photos</label>' +
      '<label>of the house<old-media-upload id="photos" name="photos" form="mine"></old-media-upload></label>'
    const element = tree.querySelector('old-media-upload') as OldMediaUpload
    document.body.append(host)
    await until(() => element.willValidate)
    expect(element.form).to.equal(tree.querySelector('form'))
    expect(element.labels).to.have.members([...tree.querySelectorAll('label')])
    element.id = ''
    expect(element.labels).to.deep.equal([tree.querySelectorAll('label')[1]])
    host.remove()
  })

  it('takes part in a form of its own shadow tree', async () => {
    const host = document.createElement('div')
    const tree = host.attachShadow({ mode: 'open' })
    tree.innerHTML =
      '<form><old-media-upload name="photos" multiple><data value="@media-first">a.png</data></old-media-upload></form>'
    document.body.append(host)
    const element = tree.querySelector('old-media-upload') as OldMediaUpload
    await until(() => element.willValidate)
    const form = formOf(element)
    expect(new FormData(form).getAll('photos')).to.deep.equal(['@media-first'])
    element.minFiles = 2
    form.addEventListener('submit', (event) => event.preventDefault())
    form.addEventListener('submit', () => expect.fail('it was sent'))
    form.requestSubmit()
    element.clear()
    form.reset()
    expect(element.values).to.deep.equal(['@media-first'])
    // It goes where the form goes.
    document.body.append(form)
    expect(new FormData(form).getAll('photos')).to.deep.equal(['@media-first'])
    form.remove()
    host.remove()
  })

  it('follows the form of the document that has adopted it', async () => {
    const element = await mountOld('', '<data value="@media-first">a.png</data>')
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const form = formOf(element)
    frame.contentDocument?.body.append(form)
    expect(new FormData(form).getAll('photos')).to.deep.equal(['@media-first'])
    frame.remove()
  })

  it('follows a reset', async () => {
    const element = await mountOld('', '<data value="@media-first">a.png</data>')
    element.clear()
    expect(element.values).to.deep.equal([])
    formOf(element).reset()
    expect(element.values).to.deep.equal(['@media-first'])
  })

  it('adds nothing in a disabled fieldset, but in its first legend it does', async () => {
    const element = await mountOld('', '<data value="@media-first">a.png</data>')
    const fieldset = document.createElement('fieldset')
    fieldset.disabled = true
    formOf(element).append(fieldset)
    fieldset.append(element)
    expect(new FormData(formOf(element)).getAll('photos')).to.deep.equal([])
    for (const [count, entries] of [
      [1, ['@media-first']],
      [2, []],
    ] as const) {
      const legend = document.createElement('legend')
      fieldset.append(legend)
      legend.append(element)
      expect(new FormData(formOf(element)).getAll('photos'), `legend ${count}`).to.deep.equal(entries)
    }
  })

  it('is closed in a disabled fieldset, and opens with it', async () => {
    const element = await mountOld('')
    const trigger = part(element, 'trigger') as HTMLButtonElement
    const fieldset = document.createElement('fieldset')
    fieldset.disabled = true
    formOf(element).append(fieldset)
    fieldset.append(element)
    await until(() => trigger.disabled)
    fieldset.disabled = false
    await until(() => !trigger.disabled)
    fieldset.disabled = true
    await until(() => trigger.disabled)
    formOf(element).append(element)
    await until(() => !trigger.disabled)
  })

  it('keeps its entries in the form while it is read-only, as the platform does', async () => {
    const element = await mountOld('', '<data value="@media-first">a.png</data>')
    element.readonly = true
    expect(new FormData(formOf(element)).getAll('photos')).to.deep.equal(['@media-first'])
  })

  it('is drawn as light or dark as its page', async () => {
    for (const [scheme, text] of [
      ['dark', '#eef0f3'],
      ['light', '#1c2026'],
    ] as const) {
      document.documentElement.style.colorScheme = scheme
      const element = await mountOld('')
      await until(() => element.style.getPropertyValue('--_text').includes(text))
    }
  })
})
