/** One suite for every browser: all fixtures from a page, through the relay, into the emulator and back. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Browser } from 'puppeteer-core'
import { FIXTURES } from '../../fixtures/index.ts'
import { MEDIA_TYPES } from '../../packages/backend/src/contract/index.ts'
import type { EmulatorClient } from './emulator-client.ts'
import { pickFiles, waitForEvents } from './media-page.ts'
import { type Stack, startStack } from './start-stack.ts'

/** Defines the tests; they run in the browser that this starts. */
export function testUploads(launch: () => Promise<Browser>): void {
  let stack: Stack

  before(async () => {
    stack = await startStack(launch)
  })
  after(() => stack?.stop())

  for (const mediaType of MEDIA_TYPES) {
    for (const claimed of [mediaType, 'auto']) {
      test(`every ${mediaType} picked as ${claimed} gets a media_id whose bytes come back unchanged`, async () => {
        const { emulator, relayUrl } = stack
        await emulator.reset()
        const fixtures = FIXTURES.filter((fixture) => fixture.mediaType === mediaType)
        const page = await stack.openPage(
          `<dt-media-upload endpoint="${relayUrl}/" media-type="${claimed}" multiple></dt-media-upload>`,
        )
        await pickFiles(
          page,
          fixtures.map(({ path }) => path),
        )
        const [complete] = await waitForEvents(page, 'media-complete')
        const uploaded = await waitForEvents(page, 'media-uploaded', fixtures.length)
        await page.close()

        assert.equal(complete?.detail.uploaded, fixtures.length)
        for (const { file, path } of fixtures) {
          const event = uploaded.find(({ detail }) => detail.name === file)
          const bytes = readFileSync(path)
          assert.ok(event, `${file} was not uploaded`)
          assert.equal(event.detail.type, mediaType)
          assert.equal(event.detail.size, bytes.length)
          assert.deepEqual(await emulator.download(event.detail.media_id ?? ''), bytes, file)
        }
        await assertCleanUploads(
          emulator,
          fixtures.map(({ file }) => file),
        )
      })
    }
  }
}

/** DingTalk got each file once, in a form without a stray byte, whose length it was told exactly. */
async function assertCleanUploads(emulator: EmulatorClient, files: readonly string[]): Promise<void> {
  const uploads = await emulator.uploads()
  assert.deepEqual(uploads.map(({ filename }) => filename).sort(), [...files].sort())
  for (const upload of uploads) {
    assert.equal(upload.framing, 'content-length')
    assert.equal(upload.receivedBytes, upload.contentLength)
    assert.deepEqual(upload.findings, [], upload.filename)
  }
  assert.equal(new Set(uploads.map(({ boundary }) => boundary)).size, uploads.length)
}
