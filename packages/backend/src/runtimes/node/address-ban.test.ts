import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeOf, sendRaw, uploadHead } from './testing/raw-client.ts'
import { bigPng, png, refusalOf, setStage } from './testing/stage.ts'

const stage = setStage()
const { send } = stage

test('UP-11 leaves DingTalk alone for minutes once it has banned the address', async () => {
  stage.emulator.control.addFault({ html: 'punish' })
  for (let i = 0; i < 3; i++) {
    const response = await send(png)
    assert.equal((await refusalOf(response)).code, 'upstream_busy')
    assert.ok(Number(response.headers.get('Retry-After')) > 60)
  }
  assert.equal(stage.emulator.control.state().uploads.opened, 1)
})

test('UP-26 says so before a byte of the next file is sent', async () => {
  const answer = await sendRaw(stage.relay.url, uploadHead([`Content-Length: ${bigPng.length}`]))
  assert.deepEqual([answer.status, codeOf(answer)], [503, 'upstream_busy'])
  assert.ok(Number(answer.headers.get('retry-after')) > 60)
})
