import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readChoices, writeChoices } from './choices.ts'

const from = (query: string) => readChoices(new URLSearchParams(query))

test('an address without choices leads to the first of each row', () => {
  const { mediaType, lang, multiple } = from('')
  assert.deepEqual({ mediaType, lang, multiple }, { mediaType: 'auto', lang: 'en', multiple: 'on' })
})

test('choices survive the way through the address', () => {
  const choices = { ...from(''), lang: 'zh-CN', dir: 'rtl', multiple: 'off' } as const
  assert.deepEqual(from(writeChoices(choices)), choices)
})

test('the weather is neither written to an address nor read from one', () => {
  assert.equal(writeChoices({ ...from(''), network: 'offline', fault: 'busy' }), '')
  assert.equal(from('network=offline').network, 'normal')
})

test('what is misspelt falls back to the first of its row', () => {
  assert.equal(from('mediaType=picture').mediaType, 'auto')
})
