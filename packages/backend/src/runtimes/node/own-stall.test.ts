import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectRaw, uploadHead } from './testing/raw-client.ts'
import { bigPng, eventually, setStage } from './testing/stage.ts'

const IDLE_MS = 1000
const stage = setStage({ bodyIdleTimeoutMs: IDLE_MS })

test('CL-07 does not blame a client for the time in which the relay itself stood still', async () => {
  const client = await connectRaw(stage.relay.url)
  const half = bigPng.length >> 1
  await client.write(uploadHead([`Content-Length: ${bigPng.length}`]), bigPng.subarray(0, half))
  await eventually(() => stage.emulator.control.state().uploads.running.length === 1, 'DingTalk has begun')
  // After a turn's sockets were read and before the next turn's timers.
  await new Promise(setImmediate)
  // Into the kernel at once, as far as there is room; the relay reads it when it is awake again.
  void client.write(bigPng.subarray(half))
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * IDLE_MS)
  assert.equal((await client.answer()).status, 200)
  client.socket.destroy()
})
