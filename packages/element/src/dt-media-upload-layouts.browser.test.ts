import { executeServerCommand } from '@web/test-runner-commands'
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

describe('<dt-media-upload layout>', () => {
  afterEach(unmountAll)

  const openings = (element: DtMediaUpload) => {
    let count = 0
    element.renderRoot.querySelector('input')?.addEventListener('click', (event) => {
      event.preventDefault()
      count++
    })
    return () => count
  }
  const started = async (layout: string, ...files: File[]) => {
    const element = await mount(`<dt-media-upload multiple lang="en" layout="${layout}"></dt-media-upload>`)
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    await element.addFiles(files)
    await until(() => uploads.length > 0)
    // The style sheet of the layout has arrived.
    await until(() => part(element, 'thumb').offsetWidth !== 40 || !/grid|avatar/.test(layout))
    return { element, uploads }
  }

  it('lays a grid of squares into the zone, and a click on one opens no dialog', async () => {
    const { element } = await started('grid', png('a.png', 1), png('b.png', 2), png('c.png', 3))
    const opened = openings(element)
    const [a, b] = parts(element, 'item')
    expect([part(element, 'thumb').offsetWidth, part(element, 'thumb').offsetHeight]).to.deep.equal([96, 96])
    expect(a?.offsetTop).to.equal(b?.offsetTop)
    expect(part(element, 'zone').contains(part(element, 'list'))).to.equal(true)
    part(element, 'thumb').click()
    expect(opened()).to.equal(0)
    part(element, 'zone').click()
    expect(opened()).to.equal(1)
  })

  it('shows where an empty avatar will be, also in forced colours', async function () {
    const force = (value: 'active' | 'none') =>
      executeServerCommand<boolean, unknown>('force-media', [{ name: 'forced-colors', value }])
    // Only Chromium can be told to force colours.
    if (!(await force('active'))) this.skip()
    try {
      const element = await mount('<dt-media-upload layout="avatar"></dt-media-upload>')
      const icon = await until(() => element.renderRoot.querySelector('.icon'))
      // Without backgrounds nothing else is left of the circle.
      await until(() => getComputedStyle(icon).outlineStyle === 'solid')
    } finally {
      await force('none')
    }
  })

  it('draws progress as a ring that tells its value', async () => {
    for (const layout of ['grid', 'avatar']) {
      const { element, uploads } = await started(layout, png('a.png', 4088))
      uploads[0]?.onProgress(2048)
      await until(() => parts(element, 'progress')[0]?.style.getPropertyValue('--_percent') === '50%')
      const { offsetWidth, offsetHeight } = part(element, 'progress')
      expect(offsetWidth, layout).to.equal(offsetHeight).and.to.be.above(40)
      expect(part(element, 'progress').getAttribute('aria-valuetext')).to.include('50%')
      unmountAll()
    }
  })

  it('holds one picture in the avatar, which a click changes and its buttons retry or remove', async () => {
    const { element, uploads } = await started('avatar', png('me.png', 1), png('you.png', 2))
    expect(element.items.map(({ name }) => name)).to.deep.equal(['me.png'])
    const opened = openings(element)
    const { left, top, width, height } = part(element, 'thumb').getBoundingClientRect()
    const hit = element.shadowRoot?.elementFromPoint(left + width / 2, top + height / 2)
    hit?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
    expect(opened()).to.equal(1)
    uploads[0]?.fail()
    await allAre(element, 'failed')
    const fault = element.renderRoot.querySelector('#fault')
    expect(fault?.textContent).to.equal(element.items[0]?.error?.message)
    part(element, 'retry').click()
    await until(() => uploads.length === 2)
    uploads[1]?.succeed()
    await allAre(element, 'done')
    expect(part(element, 'trigger').textContent?.trim()).to.equal('Choose another file')
    expect(part(element, 'hint').textContent).to.include('Uploaded')
    part(element, 'remove').click()
    await until(() => parts(element, 'item').length === 0)
    expect(opened()).to.equal(1)
    expect(part(element, 'trigger').textContent?.trim()).to.equal('Choose a file')
  })

  it('says in the list that an avatar is uploaded (52)', async () => {
    const { element, uploads } = await started('avatar', png('me.png', 1))
    uploads[0]?.succeed()
    await allAre(element, 'done')
    expect(part(element, 'meta').textContent).to.include('Uploaded')
    expect(getComputedStyle(part(element, 'meta')).display).to.equal('block')
  })

  it('never makes a narrow card wider, in any layout (51)', async () => {
    for (const layout of ['zone', 'button', 'grid', 'avatar']) {
      const { element } = await started(layout, png(`${'long-name-'.repeat(30)}.png`, 1))
      const card = element.parentElement as HTMLElement
      card.style.width = '320px'
      await element.updateComplete
      expect(card.scrollWidth, layout).to.be.at.most(320)
      const { right } = part(element, 'hint').getBoundingClientRect()
      expect(right, layout).to.be.at.most(card.getBoundingClientRect().right)
      unmountAll()
    }
  })

  it('gives every button 44 by 44 pixels, in any layout (51)', async () => {
    for (const layout of ['zone', 'button', 'grid', 'avatar']) {
      const { element, uploads } = await started(layout, png('a.png', 1))
      uploads[0]?.fail()
      await allAre(element, 'failed')
      for (const button of element.renderRoot.querySelectorAll('.act')) {
        const { width, height } = button.getBoundingClientRect()
        expect([Math.round(width), Math.round(height)], layout).to.deep.equal([44, 44])
      }
      unmountAll()
    }
  })

  it('shows what it began with, in any layout', async () => {
    for (const layout of ['zone', 'button', 'grid', 'avatar']) {
      const element = await mount(
        `<dt-media-upload layout="${layout}"><data value="@media-aaaa">a.pdf</data></dt-media-upload>`,
      )
      await until(() => parts(element, 'item').length === 1)
      expect(element.renderRoot.querySelector('.chip')?.textContent, layout).to.equal('pdf')
      unmountAll()
    }
  })

  it('says read-only how many files it holds, and invites nobody to choose (7)', async () => {
    for (const layout of ['zone', 'button', 'grid', 'avatar']) {
      const element = await mount(
        `<dt-media-upload readonly multiple lang="en" layout="${layout}"><data value="@media-aaaa">a.png</data></dt-media-upload>`,
      )
      await until(() => element.items.length === 1)
      await element.updateComplete
      const trigger = part(element, 'trigger')
      expect([trigger.textContent?.trim(), trigger.ariaLabel], layout).to.deep.equal(['1 file', '1 file'])
      expect(trigger.getAttribute('aria-disabled')).to.equal('true')
      expect(part(element, 'hint').textContent?.trim(), layout).to.equal(
        layout === 'avatar' ? 'Uploaded' : '',
      )
      element.readonly = false
      await until(() => /hoose/.test(trigger.textContent ?? ''))
    }
  })

  /** Runs a check while the pointer is over the zone. */
  const underPointer = async (element: DtMediaUpload, check: (zone: HTMLElement) => Promise<void>) => {
    element.style.setProperty('--dt-duration', '0s')
    // A browser without a mouse of its own does not say that it can hover.
    const hovering = (element.shadowRoot?.adoptedStyleSheets ?? [])
      .flatMap((sheet) => [...sheet.cssRules])
      .filter((rule) => rule instanceof CSSMediaRule)
      .filter((rule) => /hover/.test(rule.media.mediaText))
    expect(hovering).to.not.have.length(0)
    const zone = part(element, 'zone')
    const { left, top } = zone.getBoundingClientRect()
    const position = [Math.round(left + 20), Math.round(top + 20)]
    try {
      for (const { media } of hovering) media.mediaText = 'all'
      await executeServerCommand('send-mouse', { type: 'move', position })
      await until(() => zone.matches(':hover'))
      await check(zone)
    } finally {
      for (const { media } of hovering) media.mediaText = '(hover: hover)'
      await executeServerCommand('reset-mouse')
    }
  }

  it('stays marked as invalid under the pointer, and tells files that are held over it all the same', async () => {
    const element = await mount('<dt-media-upload required lang="en"></dt-media-upload>')
    element.style.setProperty('--dt-danger', 'rgb(1, 2, 3)')
    element.style.setProperty('--dt-accent', 'rgb(4, 5, 6)')
    await underPointer(element, async (zone) => {
      expect(getComputedStyle(zone).borderTopColor).to.equal(getComputedStyle(zone).color)
      element.checkValidity()
      await until(() => element.matches('[data-state~="invalid"]'))
      expect(getComputedStyle(zone).borderTopColor).to.equal('rgb(1, 2, 3)')
      const held = new Event('dragover', { bubbles: true, composed: true, cancelable: true })
      const dataTransfer = { types: ['Files'], dropEffect: 'none' }
      zone.dispatchEvent(Object.defineProperty(held, 'dataTransfer', { value: dataTransfer }))
      await until(() => element.matches('[data-state~="dragover"]'))
      expect(getComputedStyle(zone).borderTopColor).to.equal('rgb(4, 5, 6)')
    })
  })

  it('draws no walls around an avatar under the pointer', async () => {
    const element = await mount('<dt-media-upload layout="avatar" lang="en"></dt-media-upload>')
    await underPointer(element, async (zone) => {
      expect(getComputedStyle(zone).borderTopColor).to.equal('rgba(0, 0, 0, 0)')
    })
  })

  it('moves for as long as the page says', async () => {
    const { element, uploads } = await started('zone', png('a.png'), png('b.png'))
    element.style.setProperty('--dt-duration', '77ms')
    uploads[1]?.succeed()
    const tick = await until(() => element.renderRoot.querySelector('.tick'))
    expect(getComputedStyle(tick).animationDuration).to.equal('0.077s')
    // No browser tells how the inside of a progress bar is drawn.
    const rules = (element.shadowRoot?.adoptedStyleSheets ?? []).flatMap((sheet) => [...sheet.cssRules])
    const transitions = rules.flatMap(({ cssText }) => cssText.match(/transition: [^;]+/g) ?? [])
    expect(transitions).to.not.have.length(0)
    expect(transitions.filter((each) => !/var\(--_time\)|none|unset/.test(each))).to.deep.equal([])
    const [, second] = parts(element, 'item')
    part(element, 'cancel').click()
    const glide = await until(() => second?.getAnimations().find((each) => !('animationName' in each)))
    expect(glide.effect?.getTiming().duration).to.equal(77)
  })
})
