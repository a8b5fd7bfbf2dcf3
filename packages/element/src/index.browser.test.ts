import { expect } from 'chai'
import { unmountAll } from './form/testing/mounted-upload.ts'
import { DtMediaUpload } from './index.ts'

describe('index', () => {
  afterEach(unmountAll)

  it('registers the tag', () => {
    expect(customElements.get('dt-media-upload')).to.equal(DtMediaUpload)
  })

  it('warns and does not throw when the tag is taken (56) (BR-27)', async () => {
    const warnings: unknown[] = []
    const { warn } = console
    console.warn = (text) => warnings.push(text)
    try {
      await import(new URL('./index.ts?second', import.meta.url).href)
    } finally {
      console.warn = warn
    }
    expect(warnings.some((text) => String(text).includes('dt-media-upload'))).to.equal(true)
    expect(customElements.get('dt-media-upload')).to.equal(DtMediaUpload)
  })

  it('keeps what a page set before the tag was defined (53)', async () => {
    const element = document.createElement('late-media-upload') as DtMediaUpload
    Object.assign(element, { mediaType: 'image', items: [{ media_id: '@media-aaaa', name: 'a.png' }] })
    document.body.append(element)
    customElements.define('late-media-upload', class extends DtMediaUpload {})
    await element.updateComplete
    expect(element.value).to.equal('@media-aaaa')
    expect(element.mediaType).to.equal('image')
  })
})
