import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from './random.ts'

test('draws the same from the same seeds, for ever', () => {
  const random = createRandom(7, 8)
  assert.deepEqual([random.below(1000), random.between(-3, 3), random.pick(['a', 'b', 'c'])], [630, 2, 'c'])
})

test('draws otherwise from other seeds', () => {
  const first = [[1, 2], [2, 1], [1, 3], [1]].map((seeds) => createRandom(...seeds).below(2 ** 32))
  assert.equal(new Set(first).size, first.length)
})

test('shuffles without losing one', () => {
  assert.deepEqual(createRandom(1).shuffle([3, 1, 2]).sort(), [1, 2, 3])
})
