import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import type { DtMediaUpload } from './dt-media-upload.ts'
import {
  allAre,
  fakePng,
  heldUploader,
  mount,
  next,
  part,
  parts,
  png,
  unmountAll,
  until,
} from './form/testing/mounted-upload.ts'

describe('<dt-media-upload> takes files in', () => {
  afterEach(unmountAll)

  const transferOf = (...files: File[]) => {
    const transfer = new DataTransfer()
    for (const file of files) transfer.items.add(file)
    return transfer
  }
  const drag = (target: EventTarget, type: string, dataTransfer: DataTransfer) => {
    const event = new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true })
    target.dispatchEvent(event)
    return event
  }
  const inputOf = (element: DtMediaUpload) => element.renderRoot.querySelector('input') as HTMLInputElement
  const openings = (element: DtMediaUpload) => {
    let count = 0
    inputOf(element).addEventListener('click', (event) => {
      event.preventDefault()
      count++
    })
    return () => count
  }
  const pick = (element: DtMediaUpload, ...files: File[]) => {
    inputOf(element).files = transferOf(...files).files
    inputOf(element).dispatchEvent(new Event('change'))
  }

  it('opens the file dialog by click on the zone, Enter, Space and showPicker(), once each (6) (47)', async () => {
    const element = await mount('<dt-media-upload></dt-media-upload>')
    const opened = openings(element)
    part(element, 'zone').click()
    expect(opened()).to.equal(1)
    element.focus()
    expect(element.shadowRoot?.activeElement).to.equal(part(element, 'trigger'))
    await sendKeys({ press: 'Enter' })
    expect(opened()).to.equal(2)
    await sendKeys({ type: ' ' })
    expect(opened()).to.equal(3)
    element.showPicker()
    expect(opened()).to.equal(4)
  })

  it('does not open it when disabled, read-only or full (7)', async () => {
    for (const markup of [
      '<dt-media-upload disabled></dt-media-upload>',
      '<dt-media-upload readonly></dt-media-upload>',
      '<dt-media-upload multiple max-files="1"><data value="@media-first">a.png</data></dt-media-upload>',
    ]) {
      const element = await mount(markup)
      const opened = openings(element)
      part(element, 'zone').click()
      element.showPicker()
      expect(opened(), markup).to.equal(0)
    }
  })

  it('takes nothing from a dialog that was open when it was closed (7)', async () => {
    for (const name of ['disabled', 'readonly'] as const) {
      const element = await mount('<dt-media-upload manual></dt-media-upload>')
      element[name] = true
      pick(element, png())
      expect(element.items, name).to.have.length(0)
      // The page itself may still add some.
      await element.addFiles([png()])
      expect(element.items, name).to.have.length(1)
    }
  })

  it('opens it by its <label> (5)', async () => {
    const element = await mount('<label for="u">Photo</label><dt-media-upload id="u"></dt-media-upload>')
    const opened = openings(element)
    document.querySelector('label')?.click()
    expect(opened()).to.equal(1)
  })

  it('takes the same file again after it was removed (3)', async () => {
    const element = await mount('<dt-media-upload manual></dt-media-upload>')
    const sources: string[] = []
    element.addEventListener('media-add', (event) => sources.push((event as CustomEvent).detail.source))
    for (const round of [1, 2]) {
      pick(element, png())
      await allAre(element, 'waiting')
      expect(inputOf(element).value).to.equal('')
      expect(sources).to.have.length(round)
      element.clear()
      await element.updateComplete
    }
    expect(sources).to.deep.equal(['picker', 'picker'])
  })

  it('tells cancel when the file dialog is closed (4)', async () => {
    const element = await mount('<dt-media-upload></dt-media-upload>')
    let cancelled = 0
    element.addEventListener('cancel', () => cancelled++)
    inputOf(element).dispatchEvent(new Event('cancel', { bubbles: true }))
    expect(cancelled).to.equal(1)
  })

  it('takes dropped files, and shows that it would while they are held over it (8)', async () => {
    const element = await mount('<dt-media-upload multiple manual></dt-media-upload>')
    const transfer = transferOf(png('a.png', 1), png('b.png', 2))
    const over = drag(part(element, 'zone'), 'dragover', transfer)
    await element.updateComplete
    expect(over.defaultPrevented).to.equal(true)
    expect(element.dataset.state).to.equal('dragover')
    drag(part(element, 'zone'), 'drop', transfer)
    await allAre(element, 'waiting')
    expect(element.items.map(({ name }) => name)).to.deep.equal(['a.png', 'b.png'])
    // Changes are told once a frame, so the last one may come a frame after the rows.
    await until(() => element.dataset.state === undefined)
  })

  it('ends the drag-over state when the pointer leaves the window (10)', async () => {
    const element = await mount('<dt-media-upload></dt-media-upload>')
    drag(part(element, 'zone'), 'dragover', transferOf(png()))
    await element.updateComplete
    drag(element, 'dragleave', transferOf(png()))
    await element.updateComplete
    expect(element.dataset.state).to.equal(undefined)
  })

  it('leaves dragged text and links to the page (11) (BR-31)', async () => {
    const element = await mount('<dt-media-upload></dt-media-upload>')
    const transfer = new DataTransfer()
    transfer.setData('text/uri-list', 'https://example.com/')
    expect(drag(part(element, 'zone'), 'dragover', transfer).defaultPrevented).to.equal(false)
    expect(drag(part(element, 'zone'), 'drop', transfer).defaultPrevented).to.equal(false)
  })

  it('takes drops on the page only with drop="page", and none with drop="off"', async () => {
    for (const [drop, count] of [
      ['self', 0],
      ['page', 1],
      ['off', 0],
    ] as const) {
      const element = await mount(`<dt-media-upload manual drop="${drop}"></dt-media-upload>`)
      expect(drag(document.body, 'drop', transferOf(png())).defaultPrevented, drop).to.equal(count === 1)
      if (count) await allAre(element, 'waiting')
      expect(element.items, drop).to.have.length(count)
      unmountAll()
    }
  })

  it('takes a pasted screenshot under a name of its own, and leaves pasted text alone (16)', async () => {
    const element = await mount('<dt-media-upload manual></dt-media-upload>')
    const paste = (clipboardData: DataTransfer) => {
      const event = new Event('paste', { bubbles: true, composed: true, cancelable: true })
      // Firefox gives a made `ClipboardEvent` an empty clipboard.
      Object.defineProperty(event, 'clipboardData', { value: clipboardData })
      part(element, 'trigger').dispatchEvent(event)
      return event.defaultPrevented
    }
    const text = new DataTransfer()
    text.setData('text/plain', 'hello')
    expect(paste(text)).to.equal(false)
    expect(paste(transferOf(png('image.png')))).to.equal(true)
    await allAre(element, 'waiting')
    expect(element.items[0]?.name).to.match(/^image-\d{17}\.png$/)
  })

  it('says why it refuses a file, in the page and to a screen reader (48)', async () => {
    const element = await mount('<dt-media-upload media-type="image" lang="en"></dt-media-upload>')
    const rejected = next(element, 'media-rejected')
    element.addFiles([fakePng()])
    const { code, message } = (await rejected).detail
    expect(code).to.equal('content_mismatch')
    const note = await until(() => element.renderRoot.querySelector('.note'))
    expect(note.textContent).to.include('fake.png').and.to.include(message)
    await until(() => element.renderRoot.querySelector('[role=alert]')?.textContent?.includes(message))
    note.querySelector('button')?.click()
    await element.updateComplete
    expect(element.renderRoot.querySelector('.note')).to.equal(null)
  })

  it('speaks the language of the page, and follows it (59)', async () => {
    const element = await mount('<dt-media-upload media-type="image"></dt-media-upload>')
    expect(part(element, 'trigger').textContent).to.include('hoose')
    document.documentElement.lang = 'zh-CN'
    await until(() => part(element, 'trigger').textContent?.includes('选择'))
    expect(part(element, 'hint').textContent).to.include('20\u00a0MB')
  })

  it('uploads what was dropped and goes on after it was moved within the page (38)', async () => {
    const element = await mount('<dt-media-upload></dt-media-upload>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    await element.addFiles([png()])
    await until(() => uploads.length === 1)
    document.body.append(element)
    await Promise.resolve()
    expect(uploads[0]?.signal.aborted).to.equal(false)
    element.remove()
    await Promise.resolve()
    await until(() => uploads[0]?.signal.aborted)
    expect(parts(element, 'item')).to.have.length(1)
  })

  it('puts a new file in the place of the one there, and stops that, unless it takes several', async () => {
    const element = await mount('<dt-media-upload></dt-media-upload>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    await element.addFiles([png('first.png', 1)])
    await until(() => uploads.length === 1)
    await element.addFiles([png('second.png', 2)])
    expect(element.items.map(({ name }) => name)).to.deep.equal(['second.png'])
    expect(uploads[0]?.signal.aborted).to.equal(true)
  })

  it('keeps the file there when the new one is refused, unless another came with that', async () => {
    const element = await mount('<dt-media-upload manual></dt-media-upload>')
    await element.addFiles([png('first.png')])
    await element.addFiles([fakePng()])
    expect(element.items.map(({ name }) => name)).to.deep.equal(['first.png'])
    await element.addFiles([fakePng(), png('second.png', 2), png('one-too-many.png', 3)])
    expect(element.items.map(({ name }) => name)).to.deep.equal(['second.png'])
  })

  it('says in words what it takes when it takes everything', async () => {
    const element = await mount('<dt-media-upload lang="en"></dt-media-upload>')
    expect(part(element, 'hint').textContent).to.equal(
      'Pictures, voice, videos and documents, up to 20\u00a0MB',
    )
  })

  it('asks for a folder with the attribute of that name', async () => {
    const element = await mount('<dt-media-upload directory manual></dt-media-upload>')
    expect(inputOf(element).webkitdirectory).to.equal(true)
    await element.addFiles([png('a.png', 1), png('b.png', 2)])
    expect(element.items).to.have.length(2)
  })

  it('warns before the page is left while an upload runs, and then no more (37)', async () => {
    const warned = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }))
    const element = await mount('<dt-media-upload></dt-media-upload>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    expect(warned()).to.equal(false)
    await element.addFiles([png()])
    const upload = await until(() => uploads[0])
    await until(warned)
    upload.succeed()
    await until(() => !warned())
    await element.addFiles([png('other.png', 9)])
    await until(warned)
    element.remove()
    await until(() => !warned())
  })

  it('warns of nothing once it is taken out, though it is drawn once more (37)', async () => {
    const warned = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }))
    const element = await mount('<dt-media-upload></dt-media-upload>')
    const unread = Object.defineProperty(png(), 'slice', {
      value: () => ({ arrayBuffer: () => new Promise(() => {}) }),
    })
    void element.addFiles([unread])
    await until(warned)
    element.requestUpdate()
    element.remove()
    await element.updateComplete
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(warned()).to.equal(false)
  })
})
