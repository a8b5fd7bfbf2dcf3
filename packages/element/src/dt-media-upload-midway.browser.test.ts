import { expect } from 'chai'
import { heldUploader, mount, next, part, png, unmountAll, until } from './form/testing/mounted-upload.ts'

describe('<dt-media-upload> whose page changes midway', () => {
  afterEach(unmountAll)

  const frames = () => new Promise((resolve) => setTimeout(resolve, 60))

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

  it('says what is wrong with it in the language that the page has come to', async () => {
    const element = await mount('<dt-media-upload required></dt-media-upload>')
    element.checkValidity()
    await until(() => element.renderRoot.querySelector('#fault'))
    document.documentElement.lang = 'zh-CN'
    await until(() => /选择/.test(part(element, 'trigger').textContent ?? ''))
    await frames()
    expect(part(element, 'error').textContent).to.include('选择')
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
})
