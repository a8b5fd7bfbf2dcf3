import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseSize } from './parse-size.ts'

test('reads sizes as pages write them', () => {
  assert.equal(parseSize(5), 5)
  assert.equal(parseSize('5242880'), 5 * 2 ** 20)
  assert.equal(parseSize('5MB'), 5 * 2 ** 20)
  assert.equal(parseSize(' 1.5 mb '), 1.5 * 2 ** 20)
  assert.equal(parseSize('100KiB'), 100 * 2 ** 10)
  assert.equal(parseSize('1g'), 2 ** 30)
  assert.equal(parseSize('7b'), 7)
})

test('limits nothing by what is no size', () => {
  for (const size of ['', 'big', '5XB', '-5', '1.2.3', Infinity, Number.NaN])
    assert.equal(parseSize(size), Infinity)
})
