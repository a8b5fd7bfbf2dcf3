import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createUploadGate } from './upload-gate.ts'

test('LD-01 has room for so many at once, and says when to come back', () => {
  const gate = createUploadGate(2)
  const leave = gate.enter()
  gate.enter()
  const refused = { code: 'overloaded', retryAfter: 2, message: /^2 uploads/ }
  assert.throws(() => gate.enter(), refused)
  leave()
  gate.enter()
  assert.throws(() => gate.enter(), refused)
})

test('PR-01 drained, lets nobody in, and waits for the last one', async () => {
  const gate = createUploadGate(8)
  const [first, last] = [gate.enter(), gate.enter()]
  assert.equal(gate.draining, false)
  let drained = false
  const draining = gate.drain().then(() => {
    drained = true
  })
  assert.equal(gate.draining, true)
  assert.throws(() => gate.enter(), { code: 'overloaded', retryAfter: 1, message: /shutting down/ })
  first()
  await new Promise(setImmediate)
  assert.equal(drained, false)
  last()
  await draining
})

test('PR-01 drained with nothing in it, is done at once', async () => {
  await createUploadGate(1).drain()
})

test('an upload that ends before the shutdown does not count for it', async () => {
  const gate = createUploadGate(2)
  gate.enter()()
  const leave = gate.enter()
  let drained = false
  const draining = gate.drain().then(() => {
    drained = true
  })
  await new Promise(setImmediate)
  assert.equal(drained, false)
  leave()
  await draining
})
