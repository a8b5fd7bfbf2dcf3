import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html, render } from '@lit-labs/ssr'
import { collectResult } from '@lit-labs/ssr/lib/render-result.js'
import { renderUpload } from './server.ts'

/** What stands between the shadow's `<template>` and the end of the element. */
const childrenOf = (markup: string) => markup.replace(/^.*<\/template>|<\/dt-media-upload>$/gs, '')

test('writes the element with its shadow, its styles and the words of its language (54)', async () => {
  const markup = await renderUpload({ lang: 'ja', label: '写真', 'media-type': 'image', required: true })
  assert.match(markup, /^<dt-media-upload [^>]*\brequired\b[^>]*><template [^>]*shadowrootmode="open"[^>]*>/)
  assert.match(markup, /shadowrootdelegatesfocus/)
  assert.match(markup, /<style>[^<]*--_accent/)
  assert.match(markup, /ファイル/)
  assert.doesNotMatch(markup, /Choose/)
})

test('speaks English where no language is told, and after another was (54)', async () => {
  await renderUpload({ lang: 'zh-CN' })
  assert.match(await renderUpload(), /Choose a file/)
  assert.match(await renderUpload({ lang: 'zh-CN' }), /请选择文件/)
})

test('shows a closed zone for what is disabled or read-only (54)', async () => {
  assert.match(await renderUpload({ disabled: true }), /data-is="off"/)
  assert.match(await renderUpload({ readonly: true }), /data-is="still"/)
  assert.doesNotMatch(await renderUpload({ readonly: true }), /hoose|0 files/)
  assert.match(await renderUpload({ disabled: false }), /data-is="open"/)
})

test('puts an input into the element that sends the same without a script (54)', async () => {
  const attributes = {
    name: 'photos',
    'media-type': 'image',
    required: true,
    multiple: true,
    label: undefined,
  }
  assert.equal(
    childrenOf(await renderUpload(attributes)),
    '<input slot="input" type="file" name="photos" required="" multiple="" accept="image/jpeg,image/png,image/gif,image/bmp">',
  )
  assert.equal(childrenOf(await renderUpload(attributes, { input: false })), '')
})

test('lets no text out of its place (54)', async () => {
  const evil = `"><script>alert(1)</script>$&`
  const media = [{ media_id: evil, name: evil }]
  const markup = await renderUpload({ label: evil, name: evil, accept: evil }, { media, nonce: evil })
  assert.doesNotMatch(markup, /<script/)
  assert.equal(childrenOf(markup).match(/\$&#38;/g)?.length, 4)
})

test('writes the nonce of a strict policy at the styles (55)', async () => {
  assert.match(await renderUpload({}, { nonce: 'abc' }), /<style nonce="abc">/)
})

test("is drawn by Lit's own server rendering, inside of a page's templates (54)", async () => {
  const page = html`<form><dt-media-upload label=${'Photos'} ?multiple=${true}></dt-media-upload></form>`
  const markup = await collectResult(render(page))
  assert.match(markup, /<template [^>]*shadowrootmode="open"/)
  assert.match(markup, />Photos</)
  assert.match(markup, /Choose files/)
})

test('refuses an attribute whose name is none (54)', async () => {
  await assert.rejects(renderUpload({ 'a onclick=alert(1) b': 'x' }), TypeError)
})
