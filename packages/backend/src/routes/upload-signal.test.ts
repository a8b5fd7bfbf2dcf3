import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createUploadSignal, goneBy } from './upload-signal.ts'

const FAR_OFF_MS = 3_600_000

test('CL-01 a client that leaves ends its upload', () => {
  const client = new AbortController()
  const { signal, settle } = createUploadSignal(goneBy(client.signal), FAR_OFF_MS)
  assert.equal(signal.aborted, false)
  client.abort('anything')
  assert.equal(signal.reason.code, 'client_timeout')
  assert.match(signal.reason.message, /gone/)
  settle()
})

test('CL-03 a client that had left before is gone at once', () => {
  const { signal, settle } = createUploadSignal(goneBy(AbortSignal.abort()), FAR_OFF_MS)
  assert.match(signal.reason.message, /gone/)
  settle()
})

test('an upload that is over is not ended by a client that leaves', () => {
  const client = new AbortController()
  const { signal, settle } = createUploadSignal(goneBy(client.signal), FAR_OFF_MS)
  settle()
  client.abort()
  assert.equal(signal.aborted, false)
})

test('an upload that takes too long ends by itself, and not once it is over', async () => {
  const never = () => () => {}
  const over = createUploadSignal(never, 1)
  const late = createUploadSignal(never, 1)
  over.settle()
  await new Promise((resolve) => late.signal.addEventListener('abort', resolve))
  assert.equal(late.signal.reason.code, 'client_timeout')
  assert.match(late.signal.reason.message, /too long/)
  // Its timer was the earlier one.
  assert.equal(over.signal.aborted, false)
  late.settle()
})
