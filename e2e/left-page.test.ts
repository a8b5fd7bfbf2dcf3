import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Browser, Page } from 'puppeteer-core'
import { firefoxLaunchOptions, launchChrome, launchFirefox } from '../.ci/browsers.ts'
import { FIXTURES } from '../fixtures/index.ts'
import { eventually } from './testing/eventually.ts'
import { heardEvents, pickFiles, waitForEvents } from './testing/media-page.ts'
import { type Stack, startStack } from './testing/start-stack.ts'

const MiB = 2 ** 20
const png = FIXTURES.find(({ file }) => file === 'sample.png')?.path ?? ''
const folder = mkdtempSync(join(tmpdir(), 'dt-media-left-'))
const bigPng = join(folder, 'big.png')
writeFileSync(bigPng, Buffer.concat([readFileSync(png), Buffer.alloc(16 * MiB)]))
after(() => rmSync(folder, { recursive: true }))

let stack: Stack
const stacks: Stack[] = []
after(async () => {
  for (const each of stacks) await each.stop()
})

/** What a person who looks at the page sees of its one item, and what the form would say. */
function truth(page: Page) {
  return page.evaluate(() => {
    const element = document.querySelector('dt-media-upload')
    const shown = element?.shadowRoot?.querySelector<HTMLElement>('[part=item]')?.dataset.phase
    return { shown, phase: element?.items[0]?.phase, busy: element?.matches('[data-state~=busy]') ?? false }
  })
}

async function startedUpload(): Promise<Page> {
  await stack.emulator.addFault({ bytesPerSecond: 4 * MiB })
  const page = await stack.openPage(`<dt-media-upload endpoint="${stack.relayUrl}/"></dt-media-upload>`)
  page.on('dialog', (dialog) => dialog.accept())
  await pickFiles(page, [bigPng])
  await eventually(
    async () => (await stack.emulator.state()).uploads.running,
    (running) => running.some(({ receivedBytes }) => receivedBytes > 0),
  )
  return page
}

test('Chromium', async (t) => {
  stack = await startStack(launchChrome)
  stacks.push(stack)
  t.beforeEach(() => stack.emulator.reset())

  await t.test(
    'a page that was kept comes back and goes on, and has uploaded once (BR-20) (44)',
    async () => {
      const page = await startedUpload()
      await page.evaluate(() => {
        addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }))
      })
      await page.goto(`${page.url()}?another`)
      await page.goBack()
      assert.equal(await page.evaluate('window.persisted'), true)
      await waitForEvents(page, 'media-complete')
      await page.waitForFunction("!document.querySelector('[data-state~=busy]')")
      assert.deepEqual(await truth(page), { shown: 'done', phase: 'done', busy: false })
      assert.equal((await heardEvents(page)).filter(({ name }) => name === 'media-uploaded').length, 1)
      assert.equal((await stack.emulator.state()).uploads.completed, 1)
      await page.close()
    },
  )
})

test('Firefox', { skip: !firefoxLaunchOptions() && 'this machine has no Firefox' }, async (t) => {
  stack = await startStack(launchFirefox as () => Promise<Browser>)
  stacks.push(stack)

  await t.test('a page that is not kept takes its upload with it (BR-20)', async () => {
    const page = await startedUpload()
    await page.goto(`${page.url()}?another`)
    await eventually(
      async () => (await stack.emulator.state()).uploads,
      ({ running, cut }) => running.length === 0 && cut === 1,
    )
    await page.close()
  })
})
