import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isMediaId } from './media-id.ts'

test('takes the shapes of media_id that DingTalk gives', () => {
  for (const id of [
    '@lADOADmaWMzazQKA',
    '@#lAzPDgCwPn1mJiDOQoLpxxxx',
    '$iAEKAqNwbmcDBgTNAk',
    '@lALPDfmVUw19YdrNA-jNA-g',
  ]) {
    assert.equal(isMediaId(id), true, id)
  }
})

test('takes up to 256 characters', () => {
  assert.equal(isMediaId(`@${'a'.repeat(255)}`), true)
  assert.equal(isMediaId(`@${'a'.repeat(256)}`), false)
})

test('refuses what cannot be one', () => {
  for (const value of [
    '',
    '@',
    '<script>alert(1)</script>',
    '@lADO ADma',
    '@lADO/ADmaW',
    '@lADOADmaW\n',
    12345678,
    null,
    undefined,
    {},
  ]) {
    assert.equal(isMediaId(value), false, String(value))
  }
})
