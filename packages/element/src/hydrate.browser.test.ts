import { expect } from 'chai'
import { type OpenPage, openDrawn } from './form/testing/drawn-page.ts'
import { unmountAll, until } from './form/testing/mounted-upload.ts'

describe('an element that a server has drawn', () => {
  afterEach(unmountAll)

  const PARTS = '.zone, .trigger, .icon, .hint, .label'
  const partsOf = ({ root }: OpenPage) => [...root.querySelectorAll<HTMLElement>(PARTS)]
  const boxesOf = (page: OpenPage) =>
    [page.element, ...partsOf(page)].map((each) => {
      const { x, y, width, height } = each.getBoundingClientRect()
      return [each.className, x, y, width, height].join()
    })
  const looksOf = (page: OpenPage) =>
    partsOf(page).map((each) => {
      const { color, backgroundColor, borderTopStyle, font, display } = page.window.getComputedStyle(each)
      return [each.className, color, backgroundColor, borderTopStyle, font, display].join()
    })

  for (const layout of ['zone', 'button', 'grid', 'avatar']) {
    it(`is taken over with its nodes, and nothing of it moves: ${layout} (54)`, async () => {
      const page = await openDrawn({
        attributes: { layout, label: 'Photos', 'media-type': 'image', required: true },
      })
      const [nodes, boxes, looks] = [partsOf(page), boxesOf(page), looksOf(page)]
      expect(nodes).to.have.length(5)
      await page.run('hydrate')
      expect(partsOf(page)).to.deep.equal(nodes)
      expect(boxesOf(page)).to.deep.equal(boxes)
      expect(looksOf(page)).to.deep.equal(looks)
      expect(page.root.querySelectorAll('style')).to.have.length(0)
      expect(page.complaints).to.deep.equal([])
    })
  }

  it('keeps the focus where a person has put it already, and works from there (54)', async () => {
    const page = await openDrawn({ attributes: { multiple: true } })
    page.root.querySelector('button')?.focus()
    await page.run('hydrate')
    expect(page.root.activeElement?.className).to.equal('trigger')
    let asked = 0
    page.root.querySelector('input')?.addEventListener('click', (event) => {
      event.preventDefault()
      asked++
    })
    page.root.querySelector('button')?.click()
    expect(asked).to.equal(1)
    page.element.items = [{ media_id: '@media-aaaa', name: 'a.png' }]
    await until(() => page.root.querySelector('.item'))
    page.element.disabled = true
    await page.element.updateComplete
    expect(page.root.querySelector('button')?.disabled).to.equal(true)
    expect(page.complaints).to.deep.equal([])
  })

  it('is drawn anew, and once, by the entry that knows nothing of servers (54)', async () => {
    const page = await openDrawn({ attributes: { label: 'Photos' } })
    const boxes = boxesOf(page)
    await page.run('index')
    expect(boxesOf(page)).to.deep.equal(boxes)
    expect(page.root.querySelectorAll('.zone')).to.have.length(1)
    expect(page.complaints).to.deep.equal([])
  })

  it('is drawn anew where a script has set it otherwise before (53) (54)', async () => {
    const page = await openDrawn({ attributes: { label: 'Photos' } })
    Object.assign(page.element, { accept: 'image/gif', items: [{ media_id: '@media-aaaa', name: 'a.png' }] })
    await page.run('hydrate')
    expect(page.root.querySelectorAll('.zone')).to.have.length(1)
    expect(page.root.querySelectorAll('.item')).to.have.length(1)
    expect(page.root.querySelector('input')?.accept).to.equal('image/gif')
    expect(page.complaints).to.deep.equal([])
  })

  it('says in its own language from the first, and follows the page in another at once (54) (59)', async () => {
    const page = await openDrawn({ attributes: { lang: 'ja' }, lang: 'fr' })
    const text = () => page.root.querySelector('.hint')?.textContent ?? ''
    const japanese = text()
    expect(japanese).to.match(/\p{Script=Han}|\p{Script=Katakana}/u)
    const seen = new Set<string>()
    const watch = new page.window.MutationObserver(() => seen.add(text()))
    watch.observe(page.root, { subtree: true, childList: true, characterData: true })
    await page.run('hydrate')
    await until(() => page.root.querySelector('button')?.getAttribute('aria-label'))
    expect([...seen].filter((each) => each !== japanese)).to.deep.equal([])
    const german = await openDrawn({ lang: 'de' })
    expect(german.root.querySelector('.hint')?.textContent).to.include('up to')
    await german.run('hydrate')
    expect(german.root.querySelector('.hint')?.textContent).to.include('bis')
  })

  it('shows media uploaded before in rows that stay where they are (54)', async () => {
    const media = ['aaaa', 'bbbb'].map((id) => ({ media_id: `@media-${id}`, name: `${id}.pdf` }))
    const page = await openDrawn({ attributes: { multiple: true }, media })
    const [before] = boxesOf(page)
    const [row] = page.element.children
    const top = row?.getBoundingClientRect().top
    await page.run('hydrate')
    await until(() => page.root.querySelectorAll('.item').length === 2)
    expect(boxesOf(page)[0]).to.equal(before)
    // Once it has arrived.
    await until(() => page.root.querySelector('.item')?.getBoundingClientRect().top === top)
    expect(page.element.values).to.deep.equal(['@media-aaaa', '@media-bbbb'])
  })

  it('offers no dead button and shows the input in its place where there is no script (54)', async () => {
    const media = [{ media_id: '@media-aaaa', name: 'a.pdf' }]
    const page = await openDrawn({ attributes: { label: 'Photos' }, media }, false)
    const visible = (node: Element | null | undefined) => !!node?.getClientRects().length
    expect(visible(page.root.querySelector('.trigger'))).to.equal(false)
    expect(visible(page.root.querySelector('.hint'))).to.equal(true)
    const input = page.element.querySelector('input') as HTMLInputElement
    expect(page.window.getComputedStyle(input).opacity).to.equal('1')
    expect(visible(page.element.querySelector('data'))).to.equal(true)
    const zone = page.root.querySelector('.zone')?.getBoundingClientRect()
    const scripted = await openDrawn({ attributes: { label: 'Photos' }, media })
    expect(zone?.height).to.equal(scripted.root.querySelector('.zone')?.getBoundingClientRect().height)
  })

  const STRICT =
    "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html test; form-action 'self'"

  it('is styled from the first by the nonce of a strict policy (55)', async () => {
    const page = await openDrawn({ nonce: 'r4nd0m', policy: `${STRICT}; style-src 'nonce-r4nd0m'` })
    const [boxes, looks] = [boxesOf(page), looksOf(page)]
    const nodes = partsOf(page)
    await page.run('hydrate')
    expect(boxesOf(page)).to.deep.equal(boxes)
    expect(looksOf(page)).to.deep.equal(looks)
    expect(partsOf(page)).to.deep.equal(nodes)
    expect(page.complaints).to.deep.equal([])
  })

  it('is plain without the nonce, and styled as ever once its script has come (55)', async () => {
    const page = await openDrawn({ policy: `${STRICT}; style-src 'none'` })
    expect(page.window.getComputedStyle(partsOf(page)[0] as Element).borderTopStyle).to.equal('none')
    await page.run('hydrate')
    const free = await openDrawn({})
    await free.run('hydrate')
    expect(looksOf(page)).to.deep.equal(looksOf(free))
    expect(boxesOf(page)).to.deep.equal(boxesOf(free))
  })
})
