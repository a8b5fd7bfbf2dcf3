import assert from 'node:assert/strict'
import { request } from 'node:http'
import { test } from 'node:test'
import { bigPng, png, setStage } from './testing/stage.ts'

const stage = setStage({ uploadTimeoutMs: 400 })

/** Sends a piece every 50 ms, so that nothing but the upload's own time can run out. */
function trickle(
  first: Uint8Array,
  headers: Record<string, number>,
): Promise<{ status: number; code: string }> {
  return new Promise((resolve, reject) => {
    const url = `${stage.relay.url}media/upload?type=image&filename=a.png`
    const upload = request(url, { method: 'POST', headers }, async (answer) => {
      clearInterval(timer)
      let text = ''
      for await (const chunk of answer) text += chunk
      upload.destroy()
      resolve({ status: answer.statusCode ?? 0, code: JSON.parse(text).code })
    })
    upload.on('error', reject)
    upload.write(first)
    const timer = setInterval(() => upload.write(Buffer.alloc(1000)), 50)
  })
}

for (const [what, headers] of [
  ['that streams', { 'content-length': bigPng.length }],
  ['whose length has to be measured first', {}],
] as const) {
  test(`gives up on an upload ${what} once its time is over`, async () => {
    assert.deepEqual(await trickle(png, headers), { status: 408, code: 'client_timeout' })
    const { completed, stored } = stage.emulator.control.state().uploads
    assert.deepEqual([completed, stored], [0, 0])
  })
}
