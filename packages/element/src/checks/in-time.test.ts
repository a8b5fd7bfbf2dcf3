import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inTime } from './in-time.ts'

const never = () => new Promise<never>(() => {})

test('gives what comes in time, a promise or not (24)', async () => {
  assert.equal(await inTime('now', 1000), 'now')
  assert.equal(await inTime(Promise.resolve('soon'), 1000), 'soon')
})

test('rejects what hangs, what fails and what is no longer wanted (24)', async () => {
  await assert.rejects(inTime(never(), 1))
  await assert.rejects(inTime(Promise.reject(new TypeError('no')), 1000), { message: 'no' })
  const stop = new AbortController()
  const waiting = inTime(never(), 60_000, stop.signal)
  stop.abort()
  await assert.rejects(waiting)
})
