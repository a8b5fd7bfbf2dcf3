import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uploadUrl } from './upload-url.ts'

const PAGE = 'https://page.example/admin/form?x=1'
const urlOf = (endpoint: string, filename = 'a.png') => uploadUrl(endpoint, PAGE, 'image', filename)

test('hangs media/upload below the endpoint, with or without a slash', () => {
  const query = '?type=image&filename=a.png'
  assert.equal(urlOf('https://relay.example'), `https://relay.example/media/upload${query}`)
  assert.equal(urlOf('https://relay.example/base//'), `https://relay.example/base/media/upload${query}`)
  assert.equal(urlOf('https://relay.example/base?x#y'), `https://relay.example/base/media/upload${query}`)
  assert.equal(urlOf(''), `https://page.example/media/upload${query}`)
  assert.equal(urlOf('relay'), `https://page.example/admin/relay/media/upload${query}`)
})

test('sends from a secure page to this very machine, and from a plain one to anywhere (BR-25)', () => {
  assert.match(urlOf('http://127.0.0.1:8787/'), /^http:\/\/127\.0\.0\.1:8787\/media\/upload/)
  assert.match(urlOf('http://localhost:8787/'), /^http:\/\/localhost:8787\//)
  assert.match(uploadUrl('http://relay.example', 'http://page.example', 'image', 'a'), /^http:\/\/relay/)
})

test('percent-encodes names as UTF-8', () => {
  assert.match(urlOf('/', '照片 +&#?%.png'), /filename=%E7%85%A7%E7%89%87%20%2B%26%23%3F%25\.png$/)
})

test('refuses what is not plain HTTP (BR-25)', (t) => {
  const logged = t.mock.method(console, 'error', () => {})
  const endpoints = [
    'javascript:alert(1)',
    'data:,x',
    'file:///x',
    'https://name:secret@relay.example/',
    'https://',
    'http://relay.example/',
    'blob:https://page.example/x',
  ]
  for (const endpoint of endpoints)
    assert.throws(() => urlOf(endpoint), { code: 'not_found', retriable: false })
  assert.equal(logged.mock.callCount(), endpoints.length)
  assert.ok(logged.mock.calls.every(({ arguments: words }) => !words.join().includes('secret')))
})
