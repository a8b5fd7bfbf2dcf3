import assert from 'node:assert/strict'
import { test } from 'node:test'
import { receivedPage } from './received-page.ts'

test('the received fields are shown as text, whatever they hold', () => {
  const page = receivedPage(
    new URLSearchParams({ subject: '<img src=x onerror="1">' }),
    new URLSearchParams(),
  )
  assert.ok(!page.includes('<img'))
  assert.ok(page.includes('&#60;img src=x onerror=&#34;1&#34;&#62;'))
})

test('only known colours and directions get into the page', () => {
  const page = receivedPage(new URLSearchParams(), new URLSearchParams({ theme: 'dark"><b>', dir: 'rtl' }))
  assert.ok(page.includes('<html dir="rtl" style="color-scheme:light dark">'))
})
