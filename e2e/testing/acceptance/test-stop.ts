/** How a relay ends that runs by itself. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually, png, type RelayStage } from './relay-stage.ts'

export function testStop(stage: () => RelayStage): void {
  test('finishes uploads in flight when it is told to end, takes no new ones, and ends', async () => {
    const { control } = stage().dingtalk
    control.addFault({ hang: true })
    const running = stage().send(png)
    await eventually(() => control.state().uploads.completed === 1, 'DingTalk has the file')
    const ended = stage().running.terminate()
    let status = 200
    for (let i = 0; i < 500 && status === 200; i++) status = (await stage().get('readyz')).status
    assert.equal(status, 503)
    assert.equal((await stage().send(png)).code, 'overloaded')
    control.clearFaults()
    assert.equal((await running).code, 'ok')
    assert.equal(await ended, 0)
  })
}
