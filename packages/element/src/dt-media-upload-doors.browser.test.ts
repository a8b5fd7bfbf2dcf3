import { resetMouse, sendMouse } from '@web/test-runner-commands'
import { expect } from 'chai'
import type { DtMediaUpload } from './dt-media-upload.ts'
import { dropOn, fileEntry, folderEntry, transferOfEntries } from './form/testing/dropped-entries.ts'
import {
  allAre,
  fakePng,
  mount,
  next,
  part,
  parts,
  png,
  unmountAll,
  until,
} from './form/testing/mounted-upload.ts'

describe('<dt-media-upload> at its doors', () => {
  afterEach(unmountAll)

  const inputOf = (element: DtMediaUpload) => element.renderRoot.querySelector('input') as HTMLInputElement
  const transferOf = (...files: File[]) => {
    const transfer = new DataTransfer()
    for (const file of files) transfer.items.add(file)
    return transfer
  }
  const drag = (target: EventTarget, type: string, dataTransfer: DataTransfer, init: DragEventInit = {}) => {
    const event = new DragEvent(type, {
      dataTransfer,
      bubbles: true,
      composed: true,
      cancelable: true,
      ...init,
    })
    target.dispatchEvent(event)
    return event
  }
  const paste = (target: EventTarget, clipboardData: DataTransfer) => {
    const event = new Event('paste', { bubbles: true, composed: true, cancelable: true })
    // Firefox gives a made `ClipboardEvent` an empty clipboard.
    Object.defineProperty(event, 'clipboardData', { value: clipboardData })
    target.dispatchEvent(event)
    return event.defaultPrevented
  }
  const pick = (element: DtMediaUpload, ...files: File[]) => {
    inputOf(element).files = transferOf(...files).files
    inputOf(element).dispatchEvent(new Event('change'))
  }
  const isOver = (element: DtMediaUpload) => element.dataset.state?.includes('dragover') ?? false

  it('asks the dialog for several only where it takes several (1)', async () => {
    for (const [attributes, several] of [
      ['', false],
      ['multiple', true],
      ['multiple max-files="2"', true],
      ['multiple max-files="1"', false],
      ['multiple layout="avatar"', false],
    ] as const) {
      const element = await mount(`<dt-media-upload ${attributes}></dt-media-upload>`)
      expect(inputOf(element).multiple, attributes).to.equal(several)
    }
  })

  it('hands capture and accept on to the dialog, and follows their change (2)', async () => {
    const element = await mount(
      '<dt-media-upload media-type="image" capture="environment"></dt-media-upload>',
    )
    expect(inputOf(element).getAttribute('capture')).to.equal('environment')
    expect(inputOf(element).accept).to.equal('image/jpeg,image/png,image/gif,image/bmp')
    element.removeAttribute('capture')
    element.accept = '.png'
    await element.updateComplete
    expect([inputOf(element).hasAttribute('capture'), inputOf(element).accept]).to.deep.equal([false, '.png'])
  })

  it('keeps its list when the dialog is closed, and a cancel crosses no shadow border (4)', async () => {
    const element = await mount(
      '<dt-media-upload multiple><data value="@media-first">a.png</data></dt-media-upload>',
    )
    const heard: Event[] = []
    document.body.addEventListener('cancel', (event) => heard.push(event), { once: true })
    inputOf(element).dispatchEvent(new Event('cancel', { bubbles: true }))
    expect(heard.map(({ composed, bubbles }) => [composed, bubbles])).to.deep.equal([[false, true]])
    expect(element.values).to.deep.equal(['@media-first'])
  })

  it('tells the page that it would copy, and that it would not when it is closed (8) (9)', async () => {
    for (const [attributes, effect] of [
      ['', 'copy'],
      ['disabled', 'none'],
      ['readonly', 'none'],
      ['multiple max-files="1"', 'none'],
    ] as const) {
      const element = await mount(
        `<dt-media-upload manual ${attributes}><data value="@media-first">a.png</data></dt-media-upload>`,
      )
      await until(() => element.items.length === 1)
      const transfer = transferOf(png())
      const told: string[] = []
      Object.defineProperty(transfer, 'dropEffect', { set: (value) => told.push(value), get: () => told[0] })
      const over = drag(part(element, 'zone'), 'dragover', transfer)
      // Else the browser would open the file in the place of the page.
      expect(over.defaultPrevented, attributes).to.equal(true)
      expect(told, attributes).to.deep.equal([effect])
      expect(drag(part(element, 'zone'), 'drop', transfer).defaultPrevented, attributes).to.equal(true)
      await element.updateComplete
      expect(isOver(element), attributes).to.equal(false)
      unmountAll()
    }
  })

  it('stays "over" from child to child, and ends with the drop (10)', async () => {
    const element = await mount('<dt-media-upload manual></dt-media-upload>')
    const transfer = transferOf(png())
    drag(part(element, 'zone'), 'dragover', transfer)
    drag(part(element, 'zone'), 'dragleave', transfer, { relatedTarget: element })
    drag(part(element, 'hint'), 'dragover', transfer)
    await element.updateComplete
    expect(isOver(element)).to.equal(true)
    expect(part(element, 'trigger').textContent).to.include('Drop')
    drag(part(element, 'hint'), 'drop', transfer)
    await element.updateComplete
    expect(isOver(element)).to.equal(false)
  })

  it('ends "over" by itself when a drag falls silent (10)', async () => {
    const element = await mount('<dt-media-upload></dt-media-upload>')
    drag(part(element, 'zone'), 'dragover', transferOf(png()))
    await until(() => isOver(element))
    await until(() => !isOver(element))
  })

  it('gives no file away when a person drags its own picture', async () => {
    const element = await mount('<dt-media-upload manual multiple></dt-media-upload>')
    const sample = await (await fetch('/fixtures/media/sample.png')).blob()
    await element.addFiles([new File([sample], 'sample.png', { type: 'image/png' })])
    const picture = await until(() => element.renderRoot.querySelector('img'))
    await picture.decode()
    const dragged: (readonly string[])[] = []
    element.addEventListener('dragstart', ({ dataTransfer }) => dragged.push(dataTransfer?.types ?? []))
    const moveTo = ({ x, y }: DOMRect, by: number) =>
      sendMouse({ type: 'move', position: [Math.round(x) + by, Math.round(y) + by] })
    const ended = new Promise((resolve) => addEventListener('mouseup', resolve, { once: true }))
    await moveTo(picture.getBoundingClientRect(), 20)
    await sendMouse({ type: 'down' })
    for (const by of [30, 36, 42]) await moveTo(part(element, 'zone').getBoundingClientRect(), by)
    await sendMouse({ type: 'up' })
    await resetMouse()
    expect(dragged).to.deep.equal([])
    await ended
    expect(element.items).to.have.length(1)
  })

  it('adds no file for a folder, and says so, where it takes one file (13)', async () => {
    const element = await mount('<dt-media-upload manual lang="en"></dt-media-upload>')
    const folder = folderEntry(fileEntry(png('a.png', 1)), fileEntry(png('b.png', 2)))
    const rejected = next(element, 'media-rejected')
    dropOn(part(element, 'zone'), transferOfEntries(folder))
    expect((await rejected).detail.code).to.equal('too_many_files')
    await allAre(element, 'waiting')
    expect(element.items.map(({ name }) => name)).to.deep.equal(['a.png'])
    await until(() => element.renderRoot.querySelector('.note')?.textContent?.includes('b.png'))
  })

  it('takes a paste by the element that has the focus, and by no other (16)', async () => {
    const first = await mount('<dt-media-upload manual></dt-media-upload>')
    const second = await mount('<dt-media-upload manual></dt-media-upload>')
    expect(paste(part(second, 'trigger'), transferOf(png('image.png')))).to.equal(true)
    await allAre(second, 'waiting')
    expect(first.items).to.have.length(0)
    expect(paste(document.body, transferOf(png('image.png')))).to.equal(false)
  })

  it('takes a paste anywhere once with paste="page", however many listen (16)', async () => {
    const elements = [
      await mount('<dt-media-upload manual paste="page"></dt-media-upload>'),
      await mount('<dt-media-upload manual paste="page"></dt-media-upload>'),
    ]
    expect(paste(document.body, transferOf(png('image.png')))).to.equal(true)
    await until(() => elements.some(({ items }) => items.length > 0))
    expect(elements.reduce((sum, { items }) => sum + items.length, 0)).to.equal(1)
  })

  for (const [source, open] of Object.entries({
    picker: (element, files) => pick(element, ...files),
    drop: (element, files) => drag(part(element, 'zone'), 'drop', transferOf(...files)),
    paste: (element, files) => paste(part(element, 'trigger'), transferOf(...files)),
    api: (element, files) => element.addFiles(files),
  } satisfies Record<string, (element: DtMediaUpload, files: File[]) => unknown>)) {
    it(`holds what comes by ${source} to every limit, as every other door (17)`, async () => {
      const element = await mount(
        '<dt-media-upload manual multiple max-files="4" max-size="1000" max-total-size="1500" accept=".png"></dt-media-upload>',
      )
      const sources: string[] = []
      element.addEventListener('media-add', (event) => sources.push((event as CustomEvent).detail.source))
      const refused: string[] = []
      element.addEventListener('media-rejected', (event) => {
        const { file, code } = (event as CustomEvent).detail
        refused.push(`${file.name} ${code}`)
      })
      const files = [
        png('a.png', 1),
        new File([], 'empty.png'),
        new File(['text'], 'notes.txt'),
        png('large.png', 2000),
        png('b.png', 900),
        png('together.png', 901),
        png('c.png', 3),
        // Holds its place until it has been read; the next one gets it then.
        fakePng(),
        png('d.png', 4),
        png('e.png', 5),
      ]
      open(element, files)
      await until(() => element.items.length + refused.length === files.length)
      await allAre(element, 'waiting')
      expect(sources).to.deep.equal([source])
      expect(element.items.map(({ name }) => name)).to.deep.equal(['a.png', 'b.png', 'c.png', 'd.png'])
      expect(refused).to.have.members([
        'empty.png empty',
        'notes.txt format_not_allowed',
        'fake.png content_mismatch',
        'large.png too_large',
        'together.png too_large',
        'e.png too_many_files',
      ])
      expect(parts(element, 'item')).to.have.length(4)
    })
  }

  it('lets the page refuse files as they come, whatever door they take (57)', async () => {
    const element = await mount('<dt-media-upload manual multiple></dt-media-upload>')
    element.addEventListener('media-add', (event) => event.preventDefault())
    await element.addFiles([png()])
    pick(element, png())
    drag(part(element, 'zone'), 'drop', transferOf(png()))
    paste(part(element, 'trigger'), transferOf(png()))
    await element.updateComplete
    expect(element.items).to.have.length(0)
  })

  it('leaves what falls on the page to one that takes files, and to no browser', async () => {
    for (const closed of ['disabled', 'readonly', 'multiple max-files="0"']) {
      const first = await mount(`<dt-media-upload drop="page" ${closed}></dt-media-upload>`)
      const second = await mount('<dt-media-upload drop="page" manual></dt-media-upload>')
      const files = transferOf(png())
      drag(document.body, 'dragover', files)
      await second.updateComplete
      expect([isOver(first), isOver(second)], closed).to.deep.equal([false, true])
      expect(drag(document.body, 'drop', files).defaultPrevented, closed).to.equal(true)
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve))
      expect([first.items.length, second.items.length], closed).to.deep.equal([0, 1])
      second.disabled = true
      expect(drag(document.body, 'drop', files).defaultPrevented, closed).to.equal(true)
      unmountAll()
    }
  })
})
