import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import { FIXTURES } from '../fixtures/index.ts'
import { eventually } from './testing/eventually.ts'
import { pickFiles, waitForEvents } from './testing/media-page.ts'
import { type Stack, startStack } from './testing/start-stack.ts'

const png = FIXTURES.find(({ file }) => file === 'sample.png')?.path ?? ''

let stack: Stack

before(async () => {
  stack = await startStack()
})
beforeEach(() => stack.emulator.reset())
after(() => stack?.stop())

test('a required upload holds the form back until it is done, and the media_id goes with it', async () => {
  const page = await openForm('required')
  assert.equal(await isValid(page), false)
  await page.click('button')
  assert.equal(new URL(page.url()).search, '')

  await stack.emulator.addFault({ delayMs: 1500 })
  await pickFiles(page, [png])
  await eventually(
    async () => (await stack.emulator.state()).uploads.running.length,
    (running) => running === 1,
  )
  assert.equal(await isValid(page), false)

  const [uploaded] = await waitForEvents(page, 'media-uploaded')
  assert.equal(await isValid(page), true)
  await Promise.all([page.waitForNavigation(), page.click('button')])
  assert.deepEqual(new URL(page.url()).searchParams.getAll('photos'), [uploaded?.detail.media_id])
  await page.close()
})

test('a form sends one value per file, under the same name', async () => {
  const page = await openForm('multiple')
  const images = FIXTURES.filter(({ mediaType }) => mediaType === 'image').slice(0, 3)
  await pickFiles(
    page,
    images.map(({ path }) => path),
  )
  const [complete] = await waitForEvents(page, 'media-complete')
  await Promise.all([page.waitForNavigation(), page.click('button')])
  assert.equal(complete?.detail.media_ids?.length, 3)
  assert.deepEqual(new URL(page.url()).searchParams.getAll('photos'), complete?.detail.media_ids)
  await page.close()
})

function openForm(attributes: string): Promise<Page> {
  return stack.openPage(`
    <form action="/" method="get">
      <dt-media-upload endpoint="${stack.relayUrl}/" media-type="image" name="photos" ${attributes}></dt-media-upload>
      <button>Send</button>
    </form>`)
}

async function isValid(page: Page): Promise<boolean> {
  return (await page.evaluate("document.querySelector('form').checkValidity()")) === true
}
