import { expect } from 'chai'
import type { DtMediaUpload } from './dt-media-upload.ts'
import {
  allAre,
  heldUploader,
  mount,
  part,
  parts,
  png,
  unmountAll,
  until,
} from './form/testing/mounted-upload.ts'

describe('<dt-media-upload> moved into another document', () => {
  afterEach(unmountAll)

  const openFrame = () => {
    const frame = document.createElement('iframe')
    frame.width = '600'
    frame.height = '600'
    document.body.append(frame)
    return frame.contentDocument as Document
  }
  const looksOf = (element: DtMediaUpload) =>
    ['zone', 'label', 'item', 'handle', 'recorder'].flatMap((name) =>
      parts(element, name).map((each) => {
        const view = each.ownerDocument.defaultView as Window
        const { display, borderTopStyle, cursor, padding, backgroundColor } = view.getComputedStyle(each)
        return [name, display, borderTopStyle, cursor, padding, backgroundColor].join()
      }),
    )

  it('looks there as it did, with the parts that came later, and back again', async () => {
    const media = ['aaaa', 'bbbb'].map((id) => `<data value="@media-${id}">${id}.pdf</data>`)
    const element = await mount(
      `<dt-media-upload label="Files" multiple sortable>${media.join('')}</dt-media-upload>`,
    )
    await until(() => parts(element, 'handle').length === 2)
    const before = looksOf(element)
    const { parentNode } = element
    openFrame().body.append(element)
    await element.updateComplete
    expect(looksOf(element)).to.deep.equal(before)
    element.record = true
    await until(() => parts(element, 'recorder')[0]?.querySelector('.rec'))
    expect(looksOf(element).at(-1)).to.match(/recorder,flex/)
    const recorded = looksOf(element)
    parentNode?.append(element)
    await element.updateComplete
    expect(looksOf(element)).to.deep.equal(recorded)
  })

  it('looks the same where it is put there first, through a document without a window', async () => {
    const { body } = openFrame()
    const here = await mount('<dt-media-upload label="Files"></dt-media-upload>')
    const there = document.createElement('dt-media-upload')
    there.setAttribute('label', 'Files')
    document.implementation.createHTMLDocument().body.append(there)
    body.append(there)
    await until(() => there.hasUpdated)
    expect(looksOf(there)).to.deep.equal(looksOf(here))
  })

  it('goes on with its uploads', async () => {
    const element = await mount('<dt-media-upload></dt-media-upload>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    await element.addFiles([png()])
    await until(() => uploads.length)
    openFrame().body.append(element)
    await element.updateComplete
    uploads[0]?.succeed('@media-aaaa')
    await allAre(element, 'done')
    expect(uploads).to.have.length(1)
    expect(element.values).to.deep.equal(['@media-aaaa'])
  })

  it('speaks the language of that document, and follows it there', async () => {
    const element = await mount('<dt-media-upload></dt-media-upload>')
    const other = openFrame()
    other.documentElement.lang = 'zh'
    other.body.append(element)
    await until(() => part(element, 'trigger').textContent?.includes('选择'))
    other.documentElement.lang = 'en'
    await element.updateComplete
    await until(() => /hoose|Drop/.test(part(element, 'trigger').textContent ?? ''))
  })

  it('takes what falls on that page or is pasted there, and nothing from the page that it left', async () => {
    const element = await mount(
      '<dt-media-upload manual multiple drop="page" paste="page"></dt-media-upload>',
    )
    const { body } = openFrame()
    body.append(element)
    const { ownerDocument } = element
    const fire = (target: Node, type: string, name: string, text = '') => {
      const transfer = new DataTransfer()
      transfer.items.add(png(name))
      if (text) transfer.setData('text/plain', text)
      const event = new Event(type, { bubbles: true, composed: true, cancelable: true })
      Object.defineProperties(event, {
        dataTransfer: { value: transfer },
        clipboardData: { value: transfer },
      })
      target.dispatchEvent(event)
      return event.defaultPrevented
    }
    expect(fire(document.body, 'drop', 'left.png')).to.equal(false)
    expect(fire(document.body, 'paste', 'left.png')).to.equal(false)
    const field = body.appendChild(ownerDocument.createElement('input'))
    expect(fire(field, 'paste', 'table.png', 'a table')).to.equal(false)
    expect(fire(body, 'drop', 'dropped.png')).to.equal(true)
    expect(fire(body, 'paste', 'pasted.png')).to.equal(true)
    await until(() => element.items.length === 2)
    expect(element.items.map(({ name }) => name)).to.have.members(['dropped.png', 'pasted.png'])
  })

  it('warns before that page is left while an upload runs, and no other', async () => {
    const element = await mount('<dt-media-upload></dt-media-upload>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    await element.addFiles([png()])
    const upload = await until(() => uploads[0])
    const { body, defaultView } = openFrame()
    const warns = (view: Window | null) =>
      !view?.dispatchEvent(new Event('beforeunload', { cancelable: true }))
    await until(() => warns(window))
    body.append(element)
    await until(() => warns(defaultView))
    expect(warns(window)).to.equal(false)
    upload.succeed()
    await until(() => !warns(defaultView))
  })
})
