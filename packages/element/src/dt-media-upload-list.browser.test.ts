import { expect } from 'chai'
import {
  allAre,
  heldUploader,
  mount,
  next,
  part,
  parts,
  png,
  unmountAll,
  until,
} from './form/testing/mounted-upload.ts'

describe('<dt-media-upload> lists its files', () => {
  afterEach(unmountAll)

  const three = () =>
    mount(`<dt-media-upload multiple>
      <data value="@media-aaaa">a.png</data><data value="@media-bbbb">b.png</data><data value="@media-cccc">c.png</data>
    </dt-media-upload>`)
  const focusedLabel = (element: Element) => element.shadowRoot?.activeElement?.getAttribute('aria-label')
  const uploading = async () => {
    const element = await mount('<dt-media-upload lang="en"></dt-media-upload>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    await element.addFiles([png('photo.png', 2 ** 21)])
    const upload = await until(() => uploads[0])
    await until(() => parts(element, 'progress').length === 1)
    return { element, upload, uploads }
  }

  it('keeps the focus in the list when a file is removed: the next, the one before, the button (49)', async () => {
    const element = await three()
    for (const [removed, focused] of [
      ['Remove b.png', 'Remove c.png'],
      ['Remove c.png', 'Remove a.png'],
    ]) {
      const button = parts(element, 'remove').find((each) => each.getAttribute('aria-label') === removed)
      button?.focus()
      button?.click()
      await until(() => focusedLabel(element) === focused)
    }
    part(element, 'remove').click()
    await until(() => element.shadowRoot?.activeElement === part(element, 'trigger'))
    expect(element.items).to.deep.equal([])
  })

  it('keeps the file, and the focus, when the page forbids to remove it (57)', async () => {
    const element = await three()
    element.addEventListener('media-remove', (event) => event.preventDefault())
    part(element, 'remove').focus()
    part(element, 'remove').click()
    await element.updateComplete
    expect(element.items).to.have.length(3)
    expect(focusedLabel(element)).to.equal('Remove a.png')
  })

  it('shows how far a file is, then that it is being sent on, then that it is done', async () => {
    const { element, upload } = await uploading()
    upload.onProgress(2 ** 20 + 8)
    await until(() => part(element, 'meta').textContent?.includes('50'))
    expect(part(element, 'progress').getAttribute('value')).to.match(/^(49|50)/)
    expect(part(element, 'progress').getAttribute('aria-label')).to.equal('photo.png')
    upload.onProgress(2 ** 21 + 8)
    await until(() => part(element, 'meta').textContent === 'Sending to DingTalk…')
    expect(part(element, 'progress').hasAttribute('value')).to.equal(false)
    upload.succeed()
    await until(() => part(element, 'meta').textContent?.endsWith('Uploaded'))
    expect(parts(element, 'progress')).to.deep.equal([])
  })

  it('says no time while an uploader has told of no byte, or of nothing that is a number', async () => {
    for (const told of [0, Number.NaN]) {
      const { element, upload } = await uploading()
      const heard = next(element, 'media-progress')
      upload.onProgress(told)
      expect((await heard).detail.percent).to.equal(0)
      element.requestUpdate()
      await element.updateComplete
      expect(part(element, 'meta').textContent).to.equal('2\xa0MB · 0%')
      unmountAll()
    }
  })

  it('offers to retry a failed file first, and keeps the focus on its row (49)', async () => {
    const { element, upload, uploads } = await uploading()
    upload.fail()
    await allAre(element, 'failed')
    const row = part(element, 'item')
    expect(row.querySelector('.act')).to.equal(part(element, 'retry'))
    expect(part(element, 'error').textContent).to.equal(element.items[0]?.error?.message).and.not.equal('')
    expect(part(element, 'error').querySelector('svg.alert')).not.to.equal(null)
    part(element, 'retry').click()
    await until(() => uploads.length === 2)
    expect(row.contains(element.shadowRoot?.activeElement ?? null)).to.equal(true)
  })

  it('stops an upload by its cancel button', async () => {
    const { element, upload } = await uploading()
    part(element, 'cancel').click()
    expect(upload.signal.aborted).to.equal(true)
    await allAre(element, 'failed')
  })

  it('shows a hostile name as text, on one line, with its true extension (BR-02)', async () => {
    const name = '<img src=x onerror=alert(1)>\u202Egnp.\n$(7*7).png'
    const element = await mount('<dt-media-upload></dt-media-upload>')
    element.items = [{ media_id: '@media-aaaa', name }]
    await until(() => parts(element, 'name').length === 1)
    expect(part(element, 'name').textContent?.trim()).to.equal('<img src=x onerror=alert(1)>gnp.$(7*7).png')
    expect(element.renderRoot.querySelector('img')).to.equal(null)
    expect(part(element, 'name').offsetHeight).to.be.at.most(20)
  })

  it('never lets a long name widen it or lose its extension (BR-02)', async () => {
    const element = await mount('<div style="width: 320px"><dt-media-upload></dt-media-upload></div>')
    element.items = [{ media_id: '@media-aaaa', name: `${'very-long-'.repeat(500)}end.xlsx` }]
    const tail = await until(() => element.renderRoot.querySelector('[part~=name] > :last-child'))
    expect(element.scrollWidth).to.be.at.most(320)
    expect(tail.textContent).to.match(/end\.xlsx$/)
    expect(tail.getBoundingClientRect().right).to.be.at.most(element.getBoundingClientRect().right)
  })

  it('leaves room for the ellipsis of a cut name, and its extension in sight, at 320 px with a handle', async () => {
    const element = await mount(
      '<div style="width: 304px; font: 14px sans-serif"><dt-media-upload multiple sortable></dt-media-upload></div>',
    )
    const long = [
      '季度报告季度报告季度报告季度报告季度报告.docx',
      'WWWWWWWWWWWWWWWWWWWWWWWW.jpeg',
      'l'.repeat(90),
    ]
    const short = ['a.png', '报告.docx']
    element.items = [...long, ...short].map((name, i) => ({ media_id: `@media-${i}aaaa`, name }))
    await until(() => parts(element, 'handle').length === 5)
    const [names, widths] = [parts(element, 'name'), [] as number[]]
    for (const name of names) {
      const [head, tail] = [...name.children].map((child) => child as HTMLElement)
      if (!head || !tail) throw new Error('A name has two parts')
      widths.push(head.offsetWidth)
      const range = document.createRange()
      range.selectNodeContents(tail)
      expect(range.getBoundingClientRect().right).to.be.at.most(name.getBoundingClientRect().right + 1)
    }
    for (const width of widths.slice(0, 3)) expect(width).to.be.at.least(22)
    expect(widths.slice(3)).to.deep.equal([0, 0])
  })

  it("gives a picture's memory back when its file is gone", async () => {
    const revoked: string[] = []
    const { revokeObjectURL } = URL
    URL.revokeObjectURL = (url) => {
      revoked.push(url)
      revokeObjectURL.call(URL, url)
    }
    try {
      const element = await mount('<dt-media-upload manual></dt-media-upload>')
      await element.addFiles([png()])
      const picture = await until(() => element.renderRoot.querySelector('img'))
      element.clear()
      await until(() => parts(element, 'item').length === 0)
      expect(revoked).to.deep.equal([picture.src])
    } finally {
      URL.revokeObjectURL = revokeObjectURL
    }
  })

  it('gives every button a name and 44 by 44 pixels (50) (51)', async () => {
    const { element, upload } = await uploading()
    upload.fail()
    await allAre(element, 'failed')
    for (const button of element.renderRoot.querySelectorAll('.act')) {
      const { width, height } = button.getBoundingClientRect()
      expect([Math.round(width), Math.round(height)]).to.deep.equal([44, 44])
    }
    expect(parts(element, 'retry')[0]?.getAttribute('aria-label')).to.equal('Retry photo.png')
    expect(parts(element, 'remove')[0]?.getAttribute('aria-label')).to.equal('Remove photo.png')
  })

  it('tells a screen reader what was added, what is done and what failed (48)', async () => {
    const { element, upload, uploads } = await uploading()
    const status = element.renderRoot.querySelector('[role=status]') as HTMLElement
    const alert = element.renderRoot.querySelector('[role=alert]') as HTMLElement
    await until(() => status.textContent?.includes('1 file added'))
    upload.fail()
    await until(() => alert.textContent?.startsWith('photo.png: '))
    part(element, 'retry').click()
    uploads.length = 0
    const second = await until(() => uploads[0])
    second.succeed()
    await until(() => status.textContent?.includes('photo.png uploaded'))
  })
})
