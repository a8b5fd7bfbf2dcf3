import { executeServerCommand, sendKeys } from '@web/test-runner-commands'
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

describe('<dt-media-upload> serves who cannot see it or cannot point', () => {
  afterEach(unmountAll)

  const THREE =
    '<data value="@media-aaaa">a.png</data><data value="@media-bbbb">b.png</data><data value="@media-cccc">c.png</data>'
  const region = (element: DtMediaUpload, role: 'status' | 'alert') =>
    element.renderRoot.querySelector(`[role=${role}]`) as HTMLElement
  const focusedLabel = (element: Element) =>
    element.shadowRoot?.activeElement?.getAttribute('aria-label')?.trim()
  /** Everything that its live regions come to hold, in order; `!` marks what interrupts. */
  const transcriptOf = (element: DtMediaUpload) => {
    const said: string[] = []
    for (const role of ['status', 'alert'] as const) {
      new MutationObserver(() => {
        const text = region(element, role).textContent
        if (text) said.push(role === 'alert' ? `! ${text}` : text)
      }).observe(region(element, role), { characterData: true, childList: true, subtree: true })
    }
    return said
  }

  it('announces a refusal, a start, a failure, a retry, an end and a removal, in this order (48)', async () => {
    const element = await mount('<dt-media-upload lang="en" media-type="image"></dt-media-upload>')
    const said = transcriptOf(element)
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    const rejected = next(element, 'media-rejected')
    element.addFiles([fakePng()])
    await rejected
    await until(() => said.length === 1)
    element.addFiles([png('cat.png')])
    const first = await until(() => uploads[0])
    await until(() => said.at(-1)?.includes('Uploading cat.png'))
    first.fail()
    await until(() => said.at(-1)?.startsWith('!'))
    part(element, 'retry').click()
    const second = await until(() => uploads[1])
    await until(() => said.at(-1) === 'Uploading cat.png')
    second.succeed()
    await until(() => said.at(-1) === 'cat.png uploaded')
    part(element, 'remove').click()
    await until(() => said.at(-1) === 'cat.png removed')
    expect(
      said.join('\n').replace('1 file added\nUploading', '1 file added Uploading').split('\n'),
    ).to.deep.equal([
      '! fake.png: This is a PDF named like a picture.',
      '1 file added Uploading cat.png',
      '! cat.png: DingTalk did not take this file. Tell the people who run this site.',
      'Uploading cat.png',
      'cat.png uploaded',
      'cat.png removed',
    ])
  })

  it('says once that there is no connection, and shows it (48)', async () => {
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true })
    try {
      const element = await mount('<dt-media-upload lang="en"></dt-media-upload>')
      const said = transcriptOf(element)
      element.uploader = heldUploader().uploader
      element.addFiles([png()])
      await until(() => said.join().includes('No connection.'))
      dispatchEvent(new Event('offline'))
      await element.updateComplete
      expect(said.join().match(/No connection/g)).to.have.length(1)
      expect(element.renderRoot.querySelector('.note')?.textContent).to.include('No connection.')
      expect(element.dataset.state).to.include('offline')
    } finally {
      Reflect.deleteProperty(navigator, 'onLine')
      dispatchEvent(new Event('online'))
    }
  })

  it('goes by Tab from its button to the actions of each row, and then out (47)', async () => {
    const element = await mount(
      `<dt-media-upload lang="en" multiple sortable>${THREE}</dt-media-upload><button>After</button>`,
    )
    await until(() => parts(element, 'handle').length === 3)
    element.focus()
    const stops: (string | undefined)[] = []
    while (document.activeElement === element) {
      stops.push(focusedLabel(element))
      await sendKeys({ press: 'Tab' })
    }
    expect(stops.slice(1)).to.deep.equal(
      ['a', 'b', 'c'].flatMap((name) => [`Move ${name}.png`, `Remove ${name}.png`]),
    )
    expect(document.activeElement?.textContent).to.equal('After')
  })

  it('has nothing to press within something to press, in any layout (47)', async () => {
    for (const layout of ['zone', 'button', 'grid', 'avatar']) {
      const element = await mount(
        `<dt-media-upload layout="${layout}" multiple sortable>${THREE}</dt-media-upload>`,
      )
      await until(() => parts(element, 'item').length > 0)
      const pressable = 'button, a, input, [role=button], [tabindex]'
      for (const outer of element.renderRoot.querySelectorAll(pressable)) {
        expect(outer.querySelector(pressable), layout).to.equal(null)
      }
      unmountAll()
    }
  })

  it('removes by Enter and by Space, each once, with the focus kept in the list (47) (49)', async () => {
    const element = await mount(`<dt-media-upload lang="en" multiple>${THREE}</dt-media-upload>`)
    part(element, 'remove').focus()
    await sendKeys({ press: 'Enter' })
    await until(() => focusedLabel(element) === 'Remove b.png')
    await sendKeys({ type: ' ' })
    await until(() => focusedLabel(element) === 'Remove c.png')
    expect(element.items.map(({ name }) => name)).to.deep.equal(['c.png'])
  })

  it('keeps the focus in its row through retry, success and the end of its cancel button (49)', async () => {
    for (const layout of ['zone', 'grid', 'avatar']) {
      const element = await mount(`<dt-media-upload lang="en" layout="${layout}"></dt-media-upload>`)
      const { uploads, uploader } = heldUploader()
      element.uploader = uploader
      element.addFiles([png()])
      ;(await until(() => uploads[0])).fail()
      await allAre(element, 'failed')
      part(element, 'retry').focus()
      part(element, 'retry').click()
      const second = await until(() => uploads[1])
      await until(() => focusedLabel(element) === 'Cancel photo.png')
      second.succeed()
      await allAre(element, 'done')
      expect(focusedLabel(element), layout).to.equal('Remove photo.png')
      unmountAll()
    }
  })

  it('is a list of items, each named, with progress that tells its value in words (50)', async () => {
    const element = await mount('<dt-media-upload lang="en" multiple></dt-media-upload>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    element.addFiles([png('cat.png', 2 ** 20), png('dog.png', 2 ** 19)])
    const cat = await until(() => uploads.find(({ file }) => file.name === 'cat.png'))
    await until(() => uploads.length === 2)
    cat.onProgress(2 ** 19 + 4)
    await until(() => parts(element, 'progress')[0]?.getAttribute('aria-valuetext')?.includes('50%'))
    expect(part(element, 'list').matches('ul[role=list]')).to.equal(true)
    expect([...part(element, 'list').children].map(({ tagName }) => tagName)).to.deep.equal(['LI', 'LI'])
    const bars = parts(element, 'progress') as HTMLProgressElement[]
    expect(bars.map((bar) => bar.getAttribute('aria-label'))).to.deep.equal(['cat.png', 'dog.png'])
    expect(bars[0]?.position).to.be.closeTo(0.5, 0.01)
    const actions = [...element.renderRoot.querySelectorAll('.act')].map((each) =>
      each.getAttribute('aria-label'),
    )
    expect(actions).to.deep.equal(['Cancel cat.png', 'Cancel dog.png'])
    cat.onProgress(2 ** 20 + 8)
    await until(() => bars[0]?.getAttribute('aria-valuetext') === 'Sending to DingTalk…')
    expect(bars[0]?.position).to.equal(-1)
  })

  it('moves nothing for who wants less motion (51)', async function () {
    const reduce = (value: string) =>
      executeServerCommand<boolean, unknown>('force-media', [{ name: 'prefers-reduced-motion', value }])
    // Only Chromium can be told so.
    if (!(await reduce('reduce'))) this.skip()
    try {
      const element = await mount(`<dt-media-upload multiple sortable>${THREE}</dt-media-upload>`)
      await until(() => parts(element, 'handle').length === 3)
      part(element, 'remove').click()
      await until(() => parts(element, 'item').length === 2)
      const moving = [...element.renderRoot.querySelectorAll('*')].flatMap((each) => each.getAnimations())
      expect(moving).to.deep.equal([])
    } finally {
      await reduce('no-preference')
    }
  })

  it('is readable at 400 % zoom: 320 pixels hold every layout and its longest sentence (51)', async () => {
    for (const layout of ['zone', 'button', 'grid', 'avatar']) {
      const element = await mount(
        `<div style="width: 320px"><dt-media-upload lang="en" layout="${layout}" label="Photos of the journey"></dt-media-upload></div>`,
      )
      const { uploads, uploader } = heldUploader()
      element.uploader = uploader
      element.addFiles([png(`${'a-name-that-does-not-end-'.repeat(8)}.png`)])
      ;(await until(() => uploads[0])).fail()
      await allAre(element, 'failed')
      for (const name of ['zone', 'hint', 'name', 'error']) {
        const { left, right } = part(element, name).getBoundingClientRect()
        expect(left, `${layout} ${name}`).to.be.at.least(0)
        expect(right, `${layout} ${name}`).to.be.at.most(element.getBoundingClientRect().right + 0.5)
      }
      unmountAll()
    }
  })

  it('tells the end of a file in words, beside its tick (52)', async () => {
    const element = await mount(`<dt-media-upload lang="en">${THREE}</dt-media-upload>`)
    await until(() => parts(element, 'item').length > 0)
    expect(part(element, 'meta').textContent).to.equal('Uploaded')
    expect(part(element, 'status').querySelector('svg')?.getAttribute('aria-hidden')).to.equal('true')
  })

  it('describes its button by what is allowed and by what is wrong (50)', async () => {
    const element = await mount(
      '<form><dt-media-upload lang="en" required media-type="image"></dt-media-upload></form>',
    )
    element.reportValidity()
    await until(() => element.renderRoot.querySelector('#fault'))
    const ids = part(element, 'trigger').getAttribute('aria-describedby')?.split(' ') ?? []
    const described = ids.map((id) => (element.renderRoot as ShadowRoot).getElementById(id)?.textContent)
    expect(described).to.deep.equal(['JPG, GIF, PNG, or BMP, up to 20\u00a0MB', element.validationMessage])
  })
})
