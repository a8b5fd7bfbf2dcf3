import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderToString } from 'react-dom/server'

test('can be imported where there is no document, as on a server (54)', async () => {
  assert.equal(typeof document, 'undefined')
  const { DtMediaUpload, defineMessages } = await import('./index.ts')
  assert.equal(customElements.get('dt-media-upload'), DtMediaUpload)
  assert.equal(typeof defineMessages, 'function')
  const { UploadQueue } = await import('./queue/index.ts')
  assert.deepEqual(new UploadQueue().items, [])
})

test('stands in what React renders on a server, with the attributes of the page (54)', async () => {
  const { createElement } = await import('react')
  const { DtMediaUpload } = await import('./react.ts')
  const markup = renderToString(createElement(DtMediaUpload, { className: 'photos', mediaType: 'image' }))
  assert.equal(markup, '<dt-media-upload class="photos"></dt-media-upload>')
})

for (const layout of ['zone', 'button', 'grid', 'avatar']) {
  test(`is drawn by Lit's server rendering, with all that loads parts: ${layout} (54)`, async () => {
    const { html, render } = await import('@lit-labs/ssr')
    const { collectResult } = await import('@lit-labs/ssr/lib/render-result.js')
    await import('./index.ts')
    const upload = html`<dt-media-upload layout=${layout} sortable record poster lang="zh-CN"></dt-media-upload>`
    const markup = await collectResult(render(upload))
    assert.match(markup, /<template [^>]*shadowrootmode="open"/)
    assert.match(markup, /class="zone"/)
    assert.match(markup, /请选择文件/)
  })
}
