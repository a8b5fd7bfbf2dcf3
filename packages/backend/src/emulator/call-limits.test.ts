import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCallLimits } from './call-limits.ts'
import { startClient } from './testing/emulator-client.ts'

test('the 21st call within a second gets 90018, each API for itself, and fetching a token never', () => {
  const clock = { ms: 0 }
  const limits = createCallLimits({ now: () => clock.ms, queriesPerSecond: 20, monthlyQuota: 0 })
  for (let call = 0; call < 20; call++) assert.equal(limits.admit('upload'), 0)
  assert.equal(limits.admit('upload'), 90018)
  assert.equal(limits.admit('downloadFile'), 0)
  for (let call = 0; call < 30; call++) assert.equal(limits.admit('gettoken'), 0)
  clock.ms = 1000
  assert.equal(limits.admit('upload'), 0)
})

test('calls beyond the monthly quota get 90020 until the next month', () => {
  const clock = { ms: Date.UTC(2026, 0, 31) }
  const limits = createCallLimits({ now: () => clock.ms, queriesPerSecond: 0, monthlyQuota: 2 })
  assert.deepEqual([limits.admit('upload'), limits.admit('notice'), limits.admit('upload')], [0, 0, 90020])
  clock.ms = Date.UTC(2026, 1, 1)
  assert.equal(limits.admit('upload'), 0)
})

test('an upload over the pace is answered 90018 and stores nothing', async (t) => {
  const { control, client, token } = await startClient(t, { queriesPerSecond: 1, now: () => 0 })
  assert.equal((await client.upload({ token })).errcode, 0)
  assert.equal((await client.upload({ token })).errcode, 90018)
  const { completed, stored } = control.state().uploads
  assert.deepEqual({ completed, stored }, { completed: 2, stored: 1 })
})
