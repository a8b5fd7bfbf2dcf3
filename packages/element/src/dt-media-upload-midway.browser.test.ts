import { expect } from 'chai'
import {
  heldUploader,
  mount,
  next,
  part,
  parts,
  png,
  unmountAll,
  until,
} from './form/testing/mounted-upload.ts'

describe('<dt-media-upload> whose page changes midway', () => {
  afterEach(unmountAll)

  const frames = () => new Promise((resolve) => setTimeout(resolve, 60))

  it('stays paused when it was, wherever it goes', async () => {
    const element = await mount('<dt-media-upload multiple></dt-media-upload>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    element.pause()
    await element.addFiles([png()])
    const place = element.parentElement
    element.remove()
    await frames()
    place?.append(element)
    await frames()
    expect(uploads).to.have.length(0)
    element.resume()
    await until(() => uploads[0])
  })

  it('gives its form nothing from the moment on that it is disabled (42)', async () => {
    const markup = '<dt-media-upload name="x"><data value="@before-1">a.pdf</data></dt-media-upload>'
    const element = await mount(`<form>${markup}</form>`)
    const entries = () => new FormData(element.form ?? undefined).getAll('x')
    expect(entries()).to.deep.equal(['@before-1'])
    element.disabled = true
    expect(entries()).to.deep.equal([])
    element.disabled = false
    expect(entries()).to.deep.equal(['@before-1'])
  })

  it('takes everything again when its accept is taken away', async () => {
    const element = await mount('<dt-media-upload accept="image/*"></dt-media-upload>')
    element.removeAttribute('accept')
    await element.updateComplete
    expect(part(element, 'hint').textContent).to.match(/documents/)
  })

  it('says what it has refused in the language that the page has come to', async () => {
    const element = await mount('<dt-media-upload></dt-media-upload>')
    await element.addFiles([new File([], 'a.png')])
    await until(() => part(element, 'error').textContent?.includes('empty'))
    document.documentElement.lang = 'zh-CN'
    await until(() => /选择/.test(part(element, 'trigger').textContent ?? ''))
    expect(part(element, 'error').textContent).not.to.include('empty')
  })

  it('says what is wrong with it in the language that the page has come to', async () => {
    const element = await mount('<dt-media-upload required></dt-media-upload>')
    element.checkValidity()
    await until(() => element.renderRoot.querySelector('#fault'))
    document.documentElement.lang = 'zh-CN'
    await until(() => /选择/.test(part(element, 'trigger').textContent ?? ''))
    await frames()
    expect(part(element, 'error').textContent).to.include('选择')
  })

  it('speaks the language of its page from its first task on', async () => {
    document.documentElement.lang = 'zh-CN'
    const element = document.createElement('dt-media-upload')
    document.body.append(element)
    const refused = next(element, 'media-rejected')
    element.addFiles([new File([], 'a.png')])
    expect((await refused).detail.message).not.to.include('empty')
  })

  it('warns before the page is left as long as one of several is busy (37)', async () => {
    const idle = await mount('<dt-media-upload></dt-media-upload>')
    const element = await mount('<dt-media-upload></dt-media-upload>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    const warned = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }))
    await element.addFiles([png()])
    const upload = await until(() => uploads[0])
    await until(warned)
    idle.required = true
    await idle.updateComplete
    expect(warned()).to.equal(true)
    idle.remove()
    expect(warned()).to.equal(true)
    upload.succeed()
    await until(() => !warned())
  })

  it('leaves text that is pasted into a field of the page to that, also where a picture comes with it', async () => {
    const element = await mount(
      '<textarea></textarea><dt-media-upload multiple paste="page"></dt-media-upload>',
    )
    const paste = (text: string) => {
      const clipboardData = new DataTransfer()
      if (text) clipboardData.setData('text/plain', text)
      clipboardData.items.add(png('image.png'))
      const event = new Event('paste', { bubbles: true, cancelable: true })
      // Firefox gives a made `ClipboardEvent` an empty clipboard.
      Object.defineProperty(event, 'clipboardData', { value: clipboardData })
      document.querySelector('textarea')?.dispatchEvent(event)
      return event.defaultPrevented
    }
    expect(paste('cells of a table')).to.equal(false)
    expect(element.items).to.have.length(0)
    expect(paste('')).to.equal(true)
  })

  it('leaves a picture to an editor of the page that takes some, and to no other field', async () => {
    const element = await mount(
      '<p contenteditable><b></b></p><p contenteditable="plaintext-only"></p><input />' +
        '<dt-media-upload multiple manual paste="page"></dt-media-upload>',
    )
    const clipboardData = new DataTransfer()
    clipboardData.items.add(png('image.png'))
    const taken = ['b', 'p[contenteditable=""]', 'p + p', 'input'].map((field) => {
      const event = new Event('paste', { bubbles: true, cancelable: true })
      Object.defineProperty(event, 'clipboardData', { value: clipboardData })
      document.querySelector(field)?.dispatchEvent(event)
      return event.defaultPrevented
    })
    expect(taken).to.deep.equal([false, false, true, true])
    expect(element.items).to.have.length(2)
  })

  it('goes on with its files when the page tells of media uploaded before', async () => {
    const element = await mount(
      '<dt-media-upload multiple><data value="@before-1">a.pdf</data></dt-media-upload>',
    )
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    const [told] = element.items
    if (told) element.remove(told)
    await element.addFiles([png()])
    const upload = await until(() => uploads[0])
    element.insertAdjacentHTML('beforeend', '<data value="@before-2">b.pdf</data>')
    await until(() => element.value === '@before-2')
    expect(upload.signal.aborted).to.equal(false)
    expect(element.items.map(({ name }) => name)).to.deep.equal(['photo.png', 'b.pdf'])
  })

  it('lets an Escape end a move, and not close the dialog around it as well', async () => {
    const media = ['1', '2'].map((id) => `<data value="@before-${id}">${id}.pdf</data>`).join('')
    const element = await mount(`<dt-media-upload multiple sortable>${media}</dt-media-upload>`)
    const handle = await until(() => parts(element, 'handle')[0])
    const isLeft = () =>
      handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))
    expect(isLeft()).to.equal(true)
    handle.click()
    expect(isLeft()).to.equal(false)
    expect(isLeft()).to.equal(true)
  })
})
