import { expect } from 'chai'
import type { DtMediaUpload } from './dt-media-upload.ts'
import { allAre, mount, part, parts, png, unmountAll, until } from './form/testing/mounted-upload.ts'

describe('<dt-media-upload> lists thousands', function () {
  this.timeout(90_000)
  afterEach(() => {
    unmountAll()
    scrollTo(0, 0)
  })

  const COUNT = 5000
  const listed = async (attributes = '') => {
    const element = await mount(
      `<div style="width: 480px"><dt-media-upload multiple lang="en" ${attributes}></dt-media-upload></div>`,
    )
    element.items = Array.from({ length: COUNT }, (_, i) => ({
      media_id: `@media-${i + 10_000}`,
      name: `file-${i + 1}-.png`,
    }))
    await until(() => element.renderRoot.querySelector('.gap'))
    return element
  }
  const nodes = (element: DtMediaUpload) => element.renderRoot.querySelectorAll('*').length
  const placeOf = (row: Element | null | undefined) => Number(row?.getAttribute('aria-posinset'))
  const isInSight = (row: Element | null | undefined) => {
    const { top = -1, bottom = Infinity } = row?.getBoundingClientRect() ?? {}
    return top >= 0 && bottom <= innerHeight
  }
  /** The place of the row in the middle of the window, where there is one. */
  const inSight = (element: DtMediaUpload) => {
    const rows = parts(element, 'item').filter((row) => {
      const { top, bottom } = row.getBoundingClientRect()
      return bottom > 0 && top < innerHeight
    })
    return placeOf(rows[rows.length >> 1])
  }
  const gapsInSight = (element: DtMediaUpload) =>
    [...element.renderRoot.querySelectorAll('.gap')].some((gap) => {
      const { top, bottom } = gap.getBoundingClientRect()
      return bottom > 0 && top < innerHeight
    })
  /** Until what was scrolled or drawn has been told of, and a browser has put its own anchor right. */
  const frames = async () => {
    for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame)
  }
  const drawn = (element: DtMediaUpload) => until(() => inSight(element) > 0 && !gapsInSight(element))

  for (const layout of ['zone', 'button', 'grid']) {
    it(`draws what is in sight at the middle and the end of 5,000 files, in at most 900 nodes: ${layout} (60)`, async () => {
      const element = await listed(`layout="${layout}"`)
      await drawn(element)
      expect(nodes(element)).to.be.at.most(900)
      for (const where of [0.5, 1, 0]) {
        await until(() => {
          scrollTo(0, where * (document.documentElement.scrollHeight - innerHeight))
          return !gapsInSight(element) && Math.abs(inSight(element) / COUNT - where) < 0.05
        })
        expect(nodes(element), `at ${where}`).to.be.at.most(900)
        const rows = parts(element, 'item')
        for (const row of rows) {
          expect(row.querySelector('[part=name]')?.textContent?.trim()).to.equal(`file-${placeOf(row)}-.png`)
          expect(row.getAttribute('aria-setsize')).to.equal(String(COUNT))
        }
        if (where === 1) expect(placeOf(rows.at(-1))).to.equal(COUNT)
        if (where === 0) expect(placeOf(rows[0])).to.equal(1)
      }
    })
  }

  it('misses no row and repeats none while it is scrolled through', async () => {
    const element = await listed()
    await drawn(element)
    const seen = new Set<number>()
    for (let y = 0; seen.size < 120; y += 300) {
      scrollTo(0, y)
      await drawn(element)
      for (const row of parts(element, 'item')) seen.add(placeOf(row))
      const places = parts(element, 'item').map(placeOf)
      expect(places).to.deep.equal([...new Set(places)].sort((a, b) => a - b))
    }
    expect(Math.max(...seen)).to.equal(seen.size)
  })

  it('keeps the row with the focus, and Tab goes to the next one (47)', async () => {
    const element = await listed()
    const focused = () => element.shadowRoot?.activeElement?.getAttribute('aria-label')
    parts(element, 'remove')[4]?.focus()
    scrollTo(0, document.documentElement.scrollHeight / 2)
    await until(() => inSight(element) > 1000)
    expect(focused()).to.equal('Remove file-5-.png')
    expect(nodes(element)).to.be.at.most(900)
    parts(element, 'remove')
      .find((button) => button.ariaLabel === 'Remove file-6-.png')
      ?.focus()
    await until(() => inSight(element) < 100 && inSight(element) > 0)
    expect(focused()).to.equal('Remove file-6-.png')
    await until(() => parts(element, 'item').some((row) => placeOf(row) === 7))
  })

  it('moves a file from the first place to the last, and shows it there with the focus on it (50)', async () => {
    const element = await listed('sortable')
    const press = (key: string) =>
      element.shadowRoot?.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      )
    const focused = () => element.shadowRoot?.activeElement?.closest<HTMLElement>('.item')
    const stands = async (place: number) => {
      await until(() => placeOf(focused()) === place)
      expect(element.items[place - 1]?.name).to.equal('file-1-.png')
      expect(focused()?.querySelector('[part=name]')?.textContent?.trim()).to.equal('file-1-.png')
      await until(() => isInSight(focused()))
      await until(() => nodes(element) <= 900)
      await drawn(element)
      expect(isInSight(focused()), `${place} in sight, with all around it`).to.equal(true)
    }
    const handle = await until(() => parts(element, 'handle')[0])
    handle.focus()
    press('End')
    await stands(COUNT)
    press('ArrowUp')
    await stands(COUNT - 1)
    press('Home')
    await stands(1)
    // Still on its way to the one place, it goes to the other.
    press('End')
    await until(() => placeOf(focused()) === COUNT)
    press('Home')
    await until(() => placeOf(focused()) === 1)
    press('End')
    await stands(COUNT)
  })

  it('gives the focus to the next file when one is removed that has it and is out of sight (49)', async () => {
    const element = await listed()
    const button = parts(element, 'remove')[4]
    button?.focus()
    scrollTo(0, document.documentElement.scrollHeight / 2)
    await until(() => inSight(element) > 1000)
    button?.click()
    await until(() => element.shadowRoot?.activeElement?.ariaLabel === 'Remove file-6-.png')
    await until(() => inSight(element) > 0 && inSight(element) < 100)
  })

  it('draws little of a list that is not shown, and all that is in sight once it is', async () => {
    const element = await listed('style="display: none"')
    const gap = element.renderRoot.querySelector('.gap') as Element
    // What it is told as well, its observer was told before.
    await new Promise((resolve) => new IntersectionObserver(resolve).observe(gap))
    await element.updateComplete
    expect(nodes(element)).to.be.at.most(900)
    element.style.display = ''
    await drawn(element)
    expect(nodes(element)).to.be.at.most(900)
  })

  it('keeps the focus near when a file far down is removed (49)', async () => {
    const element = await listed()
    await until(() => {
      scrollTo(0, document.documentElement.scrollHeight / 2)
      return inSight(element) > 1000
    })
    await drawn(element)
    const place = inSight(element)
    const button = parts(element, 'remove').find((each) => each.ariaLabel === `Remove file-${place}-.png`)
    button?.focus()
    button?.click()
    await until(
      () => element.shadowRoot?.activeElement?.getAttribute('aria-label') === `Remove file-${place + 1}-.png`,
    )
    expect(element.items).to.have.length(COUNT - 1)
  })

  for (const where of ['page', 'box'] as const) {
    for (const anchor of ['auto', 'none']) {
      it(`holds what is in sight while a ${where} is scrolled up to rows of other heights: overflow-anchor ${anchor}`, async () => {
        const element = await listed()
        const box = element.parentElement as HTMLElement
        if (where === 'box') Object.assign(box.style, { position: 'fixed', inset: '0', overflowY: 'auto' })
        const scroller = where === 'box' ? box : document.documentElement
        scroller.style.setProperty('overflow-anchor', anchor)
        const tall = new CSSStyleSheet()
        tall.replaceSync(`.item:is([aria-posinset$='3'], [aria-posinset$='7']) { min-height: 150px }`)
        ;(element.shadowRoot as ShadowRoot).adoptedStyleSheets.push(tall)
        scroller.scrollTop = scroller.scrollHeight / 2
        await until(() => inSight(element) > 1000)
        await drawn(element)
        await frames()
        const topOf = (row: Element) => row.getBoundingClientRect().top
        const first = placeOf(parts(element, 'item')[0])
        const jumps: number[] = []
        for (let step = 0; step < 40; step++) {
          const row = parts(element, 'item').find((each) => topOf(each) > 20) as HTMLElement
          const top = topOf(row)
          scroller.scrollTop -= 60
          await drawn(element)
          await frames()
          jumps.push(Math.round(topOf(row) - top - 60))
        }
        expect(jumps.filter((jump) => Math.abs(jump) > 1)).to.deep.equal([])
        expect(placeOf(parts(element, 'item')[0]), 'was scrolled into rows never drawn').to.be.below(first)
        scroller.style.removeProperty('overflow-anchor')
      })
    }
  }

  it('lets the search of the browser find files that are not drawn', async () => {
    const element = await listed()
    const texts = [...element.renderRoot.querySelectorAll('.gap')].flatMap((gap) =>
      [...gap.childNodes].filter((node): node is Text => node instanceof Text && node.data.trim() !== ''),
    )
    const lines = texts.flatMap(({ data }) => data.split('\n'))
    expect(lines.at(-1)).to.equal('file-5000-.png')
    expect(lines.length + parts(element, 'item').length).to.equal(COUNT)
    const text = texts.find(({ data }) => data.includes('file-3000-'))
    if (!text) throw new Error('No gap holds the name')
    const gap = text.parentElement as HTMLElement
    const line = text.data.split('\n').indexOf('file-3000-.png') * Number.parseFloat(gap.style.lineHeight)
    // Where a search would scroll to, the file itself is drawn.
    scrollTo(0, gap.getBoundingClientRect().top + scrollY + line - innerHeight / 2)
    await until(() => parts(element, 'item').some((row) => placeOf(row) === 3000))
    await drawn(element)
    expect(Math.abs(inSight(element) - 3000)).to.be.below(12)
  })

  it('lists a dropped folder of 10,000 files in folders, in at most 900 nodes (BR-31)', async function () {
    this.timeout(240_000)
    const element = await mount(
      '<dt-media-upload multiple manual lang="en" media-type="file"></dt-media-upload>',
    )
    const head = new TextEncoder().encode('%PDF-1.7\n')
    // Real ones would have the browser read ten thousand blobs, which takes longer than all that is tried here.
    const pdf = (name: string) => ({
      [Symbol.toStringTag]: 'File',
      name,
      size: 2000,
      type: 'application/pdf',
      slice: () => ({ arrayBuffer: async () => head.buffer }),
    })
    const entry = (name: string) => ({
      isFile: true,
      file: (done: (file: object) => void) => done(pdf(name)),
    })
    const folder = (entries: object[]) => ({
      isDirectory: true,
      createReader: () => ({
        readEntries: (done: (portion: object[]) => void) => setTimeout(done, 0, entries.splice(0, 100)),
      }),
    })
    const months = Array.from({ length: 20 }, (_, i) =>
      folder(Array.from({ length: 500 }, (_, j) => entry(`report-${i}-${j}.pdf`))),
    )
    const transfer = { types: ['Files'], files: [], items: [{ webkitGetAsEntry: () => folder(months) }] }
    const event = new Event('drop', { bubbles: true, composed: true, cancelable: true })
    Object.defineProperty(event, 'dataTransfer', { value: transfer })
    part(element, 'zone').dispatchEvent(event)
    await until(() => element.items.length === 10_000)
    await allAre(element, 'waiting')
    expect(new Set(element.items.map(({ name }) => name)).size).to.equal(10_000)
    for (const where of [0.5, 1, 0]) {
      await until(() => {
        scrollTo(0, where * (document.documentElement.scrollHeight - innerHeight))
        return !gapsInSight(element) && Math.abs(inSight(element) / 10_000 - where) < 0.05
      })
      expect(nodes(element), `at ${where}`).to.be.at.most(900)
    }
  })

  it('gives the browser what it needs to restore thousands, in a task of its own', async function () {
    const { setFormValue } = globalThis.ElementInternals?.prototype ?? {}
    if (!setFormValue) this.skip()
    const states: string[] = []
    ElementInternals.prototype.setFormValue = function (value, state) {
      states.push(String(state))
      setFormValue.call(this, value, state)
    }
    try {
      const element = await mount('<dt-media-upload multiple></dt-media-upload>')
      states.length = 0
      element.items = Array.from({ length: COUNT }, (_, i) => ({
        media_id: `@media-${i + 10_000}`,
        name: 'a.png',
      }))
      await element.updateComplete
      expect(states.filter(Boolean)).to.deep.equal([])
      await until(() => states.some(Boolean))
      expect(JSON.parse(states.at(-1) as string)).to.have.length(COUNT)
    } finally {
      ElementInternals.prototype.setFormValue = setFormValue
    }
  })

  it('is a short list again when most of it is gone', async () => {
    const element = await listed()
    await until(() => {
      scrollTo(0, document.documentElement.scrollHeight)
      return parts(element, 'item').some((row) => placeOf(row) === COUNT)
    })
    element.clear()
    await until(() => parts(element, 'item').length === 0)
    element.manual = true
    await element.addFiles([png('a.png', 1), png('b.png', 2)])
    await until(() => parts(element, 'item').length === 2)
    expect(parts(element, 'item').map(placeOf)).to.deep.equal([1, 2])
    expect(element.renderRoot.querySelector('.gap')).to.equal(null)
  })
})
