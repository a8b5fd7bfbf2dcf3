import { expect } from 'chai'
import type { DtMediaUpload } from './dt-media-upload.ts'
import { allAre, heldUploader, mount, part, png, unmountAll, until } from './form/testing/mounted-upload.ts'
import { defineMessages } from './index.ts'

describe('<dt-media-upload> in the language of its page', () => {
  afterEach(() => {
    unmountAll()
    document.documentElement.dir = ''
  })

  const prompt = (element: Parameters<typeof part>[0]) => part(element, 'trigger').textContent?.trim() ?? ''

  it('speaks the nearest language, and follows a change of it at once (59)', async () => {
    document.documentElement.lang = 'zh-CN'
    const element = await mount('<section lang="en"><dt-media-upload></dt-media-upload></section>')
    expect(prompt(element)).to.match(/choose/i)
    element.closest('section')?.removeAttribute('lang')
    await until(() => prompt(element).includes('选择'))
    element.lang = 'en'
    await until(() => /choose/i.test(prompt(element)))
  })

  it('speaks English until another language has arrived (59)', async () => {
    const element = await mount('<dt-media-upload lang="ja"></dt-media-upload>')
    await until(() => prompt(element).includes('選択'))
    element.lang = 'de-AT'
    await until(() => prompt(element).includes('auswählen'))
    element.lang = 'tlh'
    await until(() => /choose/i.test(prompt(element)))
  })

  it('finds the language outside of a shadow tree that it stands in', async () => {
    const holder = await mount('<div lang="ko"><div id="host"></div></div>', '#host')
    const element = document.createElement('dt-media-upload')
    holder.attachShadow({ mode: 'open' }).append(element)
    await element.updateComplete
    await until(() => prompt(element).includes('파일'))
  })

  it('follows a change in the shadow trees that it stands in', async () => {
    const holder = await mount('<div id="host"></div>', '#host')
    const outer = holder.attachShadow({ mode: 'open' })
    outer.innerHTML = '<section lang="en"><div></div></section>'
    const section = outer.querySelector('section') as HTMLElement
    const inner = section.querySelector('div')?.attachShadow({ mode: 'closed' }) as ShadowRoot
    inner.innerHTML = '<p><dt-media-upload></dt-media-upload></p>'
    const element = inner.querySelector('dt-media-upload') as DtMediaUpload
    const drawn = async () => {
      await new Promise((resolve) => setTimeout(resolve))
      await element.updateComplete
      return prompt(element)
    }
    expect(await drawn()).to.match(/choose/i)
    section.lang = 'zh-CN'
    expect(await drawn()).to.include('选择')
    ;(inner.firstChild as HTMLElement).lang = 'en'
    expect(await drawn()).to.match(/choose/i)
  })

  it('changes the words and nothing else: no item, phase, percentage or focus', async () => {
    const element = await mount('<dt-media-upload multiple></dt-media-upload>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    element.addFiles([png('a.png', 1), png('b.png', 2)])
    ;(await until(() => uploads[1])).fail()
    uploads[0]?.onProgress(5)
    await until(() => element.items.some(({ phase }) => phase === 'failed'))
    const error = () => element.renderRoot.querySelector('[part~=error]')?.textContent
    await until(() => error()?.includes('DingTalk did not take'))
    part(element, 'cancel').focus()
    const seen = () => element.items.map(({ id, phase, percent }) => [id, phase, percent])
    const before = seen()
    element.lang = 'tr'
    await until(() => error()?.includes('DingTalk bu dosyayı kabul etmedi.'))
    expect(seen()).to.deep.equal(before)
    expect(element.shadowRoot?.activeElement).to.equal(part(element, 'cancel'))
    expect(part(element, 'cancel').getAttribute('aria-label')).to.equal('İptal et: a.png')
  })

  it("says a page's own words, in those that are there already too", async () => {
    const element = await mount('<dt-media-upload lang="nl"></dt-media-upload>')
    defineMessages('nl', { choose: 'Kies een bestand', drop: 'Sleep een bestand hierheen' })
    await until(() => /bestand/.test(prompt(element)))
  })

  it('is laid out from right to left where its page is, and turns with it (59)', async () => {
    document.documentElement.dir = 'rtl'
    const element = await mount('<dt-media-upload lang="ar"></dt-media-upload>')
    element.uploader = heldUploader().uploader
    element.addFiles([png()])
    await allAre(element, 'uploading')
    await until(() => prompt(element).includes('ملف'))
    const leftOf = (name: string) => part(element, name).getBoundingClientRect().left
    expect(leftOf('cancel')).to.be.lessThan(leftOf('thumb'))
    document.documentElement.dir = 'ltr'
    expect(leftOf('cancel')).to.be.greaterThan(leftOf('thumb'))
  })
})
