import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectRaw, sendRaw, uploadHead } from './testing/raw-client.ts'
import { eventually, png, setStage } from './testing/stage.ts'

const stage = setStage()

test('CL-04 goes on fetching the access token for the others when one client leaves meanwhile', async () => {
  stage.emulator.control.addFault({ call: 'gettoken', delayMs: 300 })
  const head = uploadHead([`Content-Length: ${png.length}`])
  const leaving = await connectRaw(stage.relay.url)
  await leaving.write(head, png)
  await eventually(() => stage.emulator.control.state().tokenCalls === 1, 'the token is asked for')
  const staying = sendRaw(stage.relay.url, head, png)
  leaving.socket.resetAndDestroy()
  assert.equal((await staying).status, 200)
  const { uploads, tokenCalls } = stage.emulator.control.state()
  assert.deepEqual([uploads.opened, uploads.completed, tokenCalls], [1, 1, 1])
})
