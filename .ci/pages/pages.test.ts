import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type RunningEmulator, startEmulator } from '../../packages/backend/src/emulator/index.ts'
import { type RunningRelay, startRelay } from '../../packages/backend/src/runtimes/node/index.ts'
import { brokenLinks } from './check-links.ts'
import { allFences, pages, readPage, whereIs } from './fences.ts'
import { readersFolder, runFence } from './run-fence.ts'
import { hasWord } from './ways.ts'

const runnable = allFences().filter((fence) => hasWord(fence, 'run') || hasWord(fence, 'ready'))
const grantSecret = 'a secret of more than thirty-two bytes'

let dingtalk: RunningEmulator
let open: RunningRelay
let granted: RunningRelay
let folder: string

before(async () => {
  folder = readersFolder()
  dingtalk = await startEmulator()
  const { DINGTALK_APP_KEY: appKey = '', DINGTALK_APP_SECRET: appSecret = '' } = dingtalk.settings
  const options = {
    port: 0,
    app: { appKey, appSecret },
    hosts: { oapi: dingtalk.url, api: dingtalk.url },
    metricsText: async () => '# none\n',
  }
  open = await startRelay({ ...options, auth: 'none' })
  granted = await startRelay({ ...options, grantSecrets: [grantSecret] })
})

after(async () => {
  await open?.stop(0)
  await granted?.stop(0)
  await dingtalk?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('every link in a page leads somewhere', () => {
  assert.deepEqual(brokenLinks(), [])
})

test('no sentence that begins with a number is shown as a list', () => {
  for (const page of pages()) assert.doesNotMatch(readPage(page), /^ *\d{3,}\. /m, page)
})

test('some blocks are there to be run', () => {
  assert.ok(runnable.length >= 15, String(runnable.length))
})

for (const fence of runnable) {
  test(`${whereIs(fence)} runs as it stands there`, async () => {
    const needsGrant = /dt-media grant|GRANT/.test(fence.code)
    const { url } = needsGrant ? granted : open
    const output = await runFence(fence, folder, { relayUrl: url.replace(/\/$/, ''), dingtalk, grantSecret })
    if (fence.code.includes('/media/upload')) assert.match(output, /"media_id":"@/)
  })
}
