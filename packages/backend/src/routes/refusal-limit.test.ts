import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRefusalLimit } from './refusal-limit.ts'

function stage(maxAddresses = 10) {
  let time = 0
  const limit = createRefusalLimit({ burst: 3, perSecond: 2, maxAddresses, now: () => time })
  return { limit, pass: (ms: number) => (time += ms) }
}

const refused = (retryAfter: number) => ({ code: 'too_many_uploads', status: 429, retryAfter })

test('an address may be refused a few times at once', () => {
  const { limit } = stage()
  for (let i = 0; i < 3; i++) {
    limit.check('a')
    limit.count('a')
  }
  assert.throws(() => limit.check('a'), refused(1))
  limit.check('b')
})

test('refusals are forgiven one after the other', () => {
  const { limit, pass } = stage()
  for (let i = 0; i < 5; i++) limit.count('a')
  assert.throws(() => limit.check('a'), refused(2))
  pass(1499)
  assert.throws(() => limit.check('a'), refused(1))
  pass(1)
  limit.check('a')
})

test('asking alone is no refusal', () => {
  const { limit } = stage()
  for (let i = 0; i < 100; i++) limit.check('a')
})

test('no more addresses are remembered than there is room for', () => {
  const { limit } = stage(2)
  for (const address of ['a', 'a', 'a', 'b']) limit.count(address)
  assert.throws(() => limit.check('a'), refused(1))
  limit.count('c')
  limit.check('a')
})
