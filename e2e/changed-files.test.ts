import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Browser } from 'puppeteer-core'
import { firefoxLaunchOptions, launchChrome, launchFirefox } from '../.ci/browsers.ts'
import { FIXTURES } from '../fixtures/index.ts'
import { eventually } from './testing/eventually.ts'
import { pickFiles, waitForEvents } from './testing/media-page.ts'
import { type Stack, startStack } from './testing/start-stack.ts'

const MiB = 2 ** 20
const png = readFileSync(FIXTURES.find(({ file }) => file === 'sample.png')?.path ?? '')
const folder = mkdtempSync(join(tmpdir(), 'dt-media-disk-'))
after(() => rmSync(folder, { recursive: true }))

for (const [name, launch, isHere] of [
  ['Chromium', launchChrome, true],
  ['Firefox', launchFirefox as () => Promise<Browser>, !!firefoxLaunchOptions()],
] as const) {
  describe(name, { skip: !isHere && `this machine has no ${name}` }, () => {
    let stack: Stack
    const path = join(folder, `${name}.png`)

    before(async () => {
      // Firefox sends nothing for what is gone, until the relay has waited long enough.
      stack = await startStack(launch, { RELAY_BODY_IDLE_TIMEOUT: '2s' })
    })
    beforeEach(() => stack.emulator.reset())
    after(() => stack?.stop())

    const picked = async (attributes: string, bytes: number) => {
      writeFileSync(path, Buffer.concat([png, Buffer.alloc(bytes)]))
      const page = await stack.openPage(
        `<dt-media-upload endpoint="${stack.relayUrl}/" ${attributes}></dt-media-upload>`,
      )
      await pickFiles(page, [path])
      await page.waitForFunction(
        "/waiting|uploading/.test(document.querySelector('dt-media-upload').items[0]?.phase)",
      )
      return page
    }

    for (const [what, change] of [
      ['was deleted', () => rmSync(path)],
      ['was cut to nothing', () => truncateSync(path)],
    ] as const) {
      test(`says that a file ${what} between the choice and the upload, and sends nothing (BR-16)`, async () => {
        const page = await picked('manual', 1000)
        change()
        await page.evaluate("document.querySelector('dt-media-upload').upload()")
        const [failed] = await waitForEvents(page, 'media-failed')
        assert.deepEqual([failed?.detail.code, failed?.detail.retriable], ['file_changed', false])
        assert.equal((await stack.emulator.state()).uploads.opened, 0)
        await page.close()
      })
    }

    test('says that a file was cut off under the upload, and DingTalk gets no half of it (BR-16)', async () => {
      await stack.emulator.addFault({ bytesPerSecond: 2 * MiB })
      const page = await picked('retries="0"', 18 * MiB)
      await eventually(
        async () => (await stack.emulator.state()).uploads.running,
        (running) => running.some(({ receivedBytes }) => receivedBytes > 0),
      )
      truncateSync(path, 1000)
      const [failed] = await waitForEvents(page, 'media-failed')
      assert.match(failed?.detail.code ?? '', /file_changed|network/)
      assert.equal((await stack.emulator.state()).uploads.stored, 0)
      await page.close()
    })
  })
}
