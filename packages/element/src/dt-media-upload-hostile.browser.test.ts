import { expect } from 'chai'
import {
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
import { watchPage } from './form/testing/watch-page.ts'

describe('<dt-media-upload> among the hostile', () => {
  afterEach(unmountAll)

  const NAMES = [
    '<img src=x onerror=alert(1)>.png',
    '"><script>alert(1)</script>.png',
    '$' + '{7*7}.png',
    'javascript:alert(1).png',
    '&lt;b&gt;.png',
  ]

  it('shows names literally and makes no element of them (BR-01)', async () => {
    const element = await mount('<dt-media-upload multiple></dt-media-upload>')
    element.items = NAMES.map((name, i) => ({ media_id: `@media-${i}000`, name }))
    await until(() => parts(element, 'name').length === NAMES.length)
    expect(parts(element, 'name').map(({ textContent }) => textContent?.trim())).to.deep.equal(NAMES)
    for (const tag of ['script', 'img', 'b', 'a']) {
      expect(element.renderRoot.querySelector(tag), tag).to.equal(null)
    }
    const labels = parts(element, 'remove').map((button) => button.getAttribute('aria-label'))
    expect(labels.every((label, i) => label?.includes(NAMES[i] ?? '?'))).to.equal(true)
  })

  it('keeps a row in its height and the extension in sight, whatever is in a name (BR-02)', async () => {
    const names = [
      'photo\u202Egpj.exe.png',
      `${'x'.repeat(5000)}.png`,
      `${'e\u0301\u0302\u0303'.repeat(70)}.png`,
      'lone\uD800surrogate.png',
      'two\nlines\r\n.png',
      '\u2067right\u2069.png',
    ]
    const element = await mount(
      '<div style="width: 360px"><dt-media-upload multiple></dt-media-upload></div>',
    )
    element.items = names.map((name, i) => ({ media_id: `@media-${i}000`, name }))
    await until(() => parts(element, 'item').length === names.length)
    for (const row of parts(element, 'item')) {
      const name = row.querySelector('[part=name]') as HTMLElement
      expect(name.textContent?.trim()).to.match(/\.png$/)
      expect(name.textContent).not.to.match(/[\u202a-\u202e\u2066-\u2069\n\r]/)
      expect(row.offsetHeight).to.be.at.most(60)
      expect(row.scrollWidth).to.be.at.most(360)
    }
  })

  it('shows what a server says as text alone (BR-03)', async () => {
    const html = '<img src=x onerror=alert(1)>'
    const element = await mount('<dt-media-upload name="p"></dt-media-upload>')
    element.validators = [() => `${html} is not wanted`]
    const rejected = next(element, 'media-rejected')
    element.addFiles([png()])
    await rejected
    const note = await until(() => element.renderRoot.querySelector('.note'))
    expect(note.textContent).to.include(html)
    expect(element.renderRoot.querySelector('img')).to.equal(null)
    element.setCustomValidity(html)
    element.reportValidity()
    await until(() => element.renderRoot.querySelector('#fault')?.textContent === html)
  })

  it('takes neither an SVG nor a page that is named like a picture (BR-09)', async () => {
    const element = await mount('<dt-media-upload multiple media-type="image"></dt-media-upload>')
    const codes: string[] = []
    element.addEventListener('media-rejected', (event) => codes.push((event as CustomEvent).detail.code))
    await element.addFiles([
      new File(['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'], 'a.png'),
      new File(['<!doctype html><script>alert(1)</script>'], 'b.jpg'),
    ])
    expect(codes).to.deep.equal(['content_mismatch', 'content_mismatch'])
    expect(element.items).to.have.length(0)
  })

  it('leaves the sheet with the extension where a picture is broken (BR-09)', async () => {
    const element = await mount('<dt-media-upload manual></dt-media-upload>')
    await element.addFiles([png()])
    const picture = await until(() => element.renderRoot.querySelector('img'))
    await until(() => picture.hidden)
    expect(element.renderRoot.querySelector('.chip')?.textContent).to.equal('png')
  })

  it('tells a grant to its relay alone: no attribute, event, item or text holds it (BR-26)', async () => {
    const secret = 'eyJ.canary.grant'
    const element = await mount('<dt-media-upload endpoint="/answers/well/"></dt-media-upload>')
    element.grant = secret
    const told: string[] = []
    for (const name of ['media-add', 'media-upload', 'media-progress', 'media-uploaded', 'media-complete']) {
      element.addEventListener(name, (event) => told.push(JSON.stringify((event as CustomEvent).detail)))
    }
    const complete = next(element, 'media-complete')
    element.addFiles([png()])
    await complete
    await element.updateComplete
    const seen = [
      ...told,
      element.outerHTML,
      (element.renderRoot as ShadowRoot).innerHTML,
      JSON.stringify(element.items),
      JSON.stringify({ ...localStorage, ...sessionStorage }),
      location.href,
    ].join('\n')
    expect(told.length).to.be.above(3)
    expect(seen).not.to.include(secret)
  })

  it('sends events out of the shadow, and only those that ask can be cancelled (57) (BR-32)', async () => {
    const element = await mount('<dt-media-upload multiple></dt-media-upload>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    element.grant = 'eyJ.canary.grant'
    const heard = new Map<string, Event>()
    const told: string[] = []
    const names = [
      'add',
      'upload',
      'rejected',
      'progress',
      'uploaded',
      'failed',
      'complete',
      'remove',
      'removed',
    ].map((name) => `media-${name}`)
    const stop = new AbortController()
    for (const name of names) {
      document.body.addEventListener(
        name,
        (event) => {
          heard.set(name, event)
          told.push(JSON.stringify((event as CustomEvent).detail))
        },
        stop,
      )
    }
    element.addFiles([png('a.png', 1), png('b.png', 2), fakePng()])
    const [first, second] = await until(() => uploads[1] && uploads)
    first?.onProgress(5)
    first?.succeed()
    second?.fail()
    await until(() => heard.has('media-complete'))
    // What is done is done, whatever a page says of it.
    heard.get('media-uploaded')?.preventDefault()
    expect(element.values).to.have.length(1)
    const button = await until(() => parts(element, 'remove')[0])
    button.click()
    await until(() => heard.has('media-removed'))
    stop.abort()
    expect([...heard.keys()].sort()).to.deep.equal(names.sort())
    for (const [name, event] of heard) {
      expect([event.bubbles, event.composed], name).to.deep.equal([true, true])
      expect(event.cancelable, name).to.equal(/(add|upload|remove)$/.test(name))
    }
    expect(told.join()).not.to.match(/canary|webkitRelativePath|fakepath|"path"/i)
  })

  it('leaves nothing behind after two hundred comings and goings with files (56) (BR-30)', async function () {
    this.timeout(60_000)
    const watch = watchPage()
    try {
      const nodes = document.querySelectorAll('*').length
      const sheets = document.styleSheets.length + document.adoptedStyleSheets.length
      for (let i = 0; i < 200; i++) {
        const element = document.createElement('dt-media-upload')
        Object.assign(element, { uploader: heldUploader().uploader, paste: 'page', drop: 'page' })
        document.body.append(element)
        if (i % 10 === 0) {
          await element.addFiles([png()])
          await until(() => element.dataset.state?.includes('busy'))
        }
        await element.updateComplete
        element.remove()
      }
      // What is taken away lets go in a moment of its own, and pictures may just be on their way.
      for (let turns = 0; turns < 500 && watch.left().length > 0; turns++)
        await new Promise(requestAnimationFrame)
      expect(watch.left()).to.deep.equal([])
      expect(document.querySelectorAll('*').length).to.equal(nodes)
      expect(document.styleSheets.length + document.adoptedStyleSheets.length).to.equal(sheets)
    } finally {
      watch.stop()
    }
  })

  it('lists thousands in few nodes, in any layout, and all of them end (60) (BR-11)', async function () {
    this.timeout(120_000)
    for (const layout of ['zone', 'button', 'grid']) {
      const element = await mount(
        `<dt-media-upload multiple concurrency="50" layout="${layout}"></dt-media-upload>`,
      )
      let running = 0
      let most = 0
      element.uploader = async ({ mediaType, file }) => {
        most = Math.max(most, ++running)
        await Promise.resolve()
        running--
        return { errcode: 0, errmsg: 'ok', type: mediaType, media_id: `@media-${file.size}`, created_at: 1 }
      }
      const complete = next(element, 'media-complete')
      const transfer = new DataTransfer()
      for (let i = 0; i < 1000; i++) transfer.items.add(png(`${i}.png`, i))
      part(element, 'zone').dispatchEvent(
        new DragEvent('drop', { dataTransfer: transfer, bubbles: true, composed: true, cancelable: true }),
      )
      // Rows are there before the thousandth file was looked at.
      await until(() => parts(element, 'item').length > 0)
      await complete
      await element.updateComplete
      expect(
        element.items.every(({ phase }) => phase === 'done'),
        layout,
      ).to.equal(true)
      expect(element.renderRoot.querySelectorAll('*').length, layout).to.be.at.most(900)
      expect(most, layout).to.be.at.most(50)
      unmountAll()
    }
  })
})
