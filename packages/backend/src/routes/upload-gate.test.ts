import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createUploadGate } from './upload-gate.ts'

/** An upload that goes on until it is told to end. */
function lasting() {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  return { upload: () => promise, end: () => resolve('done'), fail: () => reject(new Error('broken')) }
}

test('LD-01 has room for so many at once, and says when to come back', async () => {
  const gate = createUploadGate(2)
  const [first, second] = [lasting(), lasting()]
  const running = [gate.run(first.upload), gate.run(second.upload)]
  const refused = { code: 'overloaded', retryAfter: 2, message: /^2 uploads/ }
  await assert.rejects(
    gate.run(async () => 'third'),
    refused,
  )
  first.end()
  assert.equal(await running[0], 'done')
  assert.equal(await gate.run(async () => 'third'), 'third')
  second.end()
  await running[1]
})

test('has room again after one that failed', async () => {
  const gate = createUploadGate(1)
  const upload = lasting()
  const running = gate.run(upload.upload)
  upload.fail()
  await assert.rejects(running, /broken/)
  assert.equal(await gate.run(async () => 'next'), 'next')
})

test('PR-01 drained, lets nobody in, and waits for the last one', async () => {
  const gate = createUploadGate(8)
  const [first, last] = [lasting(), lasting()]
  const running = [gate.run(first.upload), gate.run(last.upload)]
  assert.equal(gate.draining, false)
  let drained = false
  const draining = gate.drain().then(() => {
    drained = true
  })
  assert.equal(gate.draining, true)
  const refused = { code: 'overloaded', retryAfter: 1, message: /shutting down/ }
  await assert.rejects(
    gate.run(async () => 'late'),
    refused,
  )
  first.end()
  await running[0]
  await new Promise(setImmediate)
  assert.equal(drained, false)
  last.fail()
  await assert.rejects(running[1] as Promise<string>, /broken/)
  await draining
})

test('PR-01 drained with nothing in it, is done at once', async () => {
  await createUploadGate(1).drain()
})

test('an upload that ends before the shutdown does not count for it', async () => {
  const gate = createUploadGate(2)
  await gate.run(async () => 'early')
  const upload = lasting()
  const running = gate.run(upload.upload)
  let drained = false
  const draining = gate.drain().then(() => {
    drained = true
  })
  await new Promise(setImmediate)
  assert.equal(drained, false)
  upload.end()
  await Promise.all([running, draining])
})
