import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { FAKES, type Fake } from '../fixtures/index.ts'
import { ERROR_CODES, MEDIA_TYPES } from '../packages/backend/src/contract/index.ts'
import { countRequests, pickFiles, waitForEvents } from './testing/media-page.ts'
import { type Stack, startStack } from './testing/start-stack.ts'

let stack: Stack

before(async () => {
  stack = await startStack()
})
after(() => stack?.stop())

for (const mediaType of MEDIA_TYPES) {
  const fakes = FAKES.filter((fake) => fake.mediaType === mediaType)

  test(`the page refuses every false ${mediaType} by itself`, async () => {
    await stack.emulator.reset()
    const page = await stack.openPage(
      `<dt-media-upload endpoint="${stack.relayUrl}/" media-type="${mediaType}" multiple></dt-media-upload>`,
    )
    const requests = countRequests(page, stack.relayUrl)
    await pickFiles(
      page,
      fakes.map(({ path }) => path),
    )
    const rejected = await waitForEvents(page, 'media-rejected', fakes.length)

    const codes = Object.fromEntries(rejected.map(({ detail }) => [detail.file?.name, detail.code]))
    assert.deepEqual(codes, Object.fromEntries(fakes.map(({ file, code }) => [file, code])))
    assert.equal(requests(), 0)
    assert.equal((await stack.emulator.state()).uploads.opened, 0)
    await page.close()
  })
}

for (const fake of FAKES) {
  test(`the relay refuses ${fake.file} with ${fake.code}, and DingTalk hears nothing`, async () => {
    await stack.emulator.reset()
    for (const request of [rawRequest(fake), formRequest(fake)]) {
      const response = await fetch(request)
      const answer = (await response.json()) as Record<string, unknown>
      const { status, errcode, retriable } = ERROR_CODES[fake.code]
      assert.deepEqual(
        { status: response.status, code: answer.code, errcode: answer.errcode, retriable: answer.retriable },
        { status, code: fake.code, errcode, retriable },
      )
    }
    const { calls, uploads } = await stack.emulator.state()
    assert.equal(uploads.opened, 0)
    assert.deepEqual(
      Object.values(calls).filter((count) => count > 0),
      [],
    )
  })
}

function rawRequest({ file, path, mediaType }: Fake): Request {
  const query = new URLSearchParams({ type: mediaType, filename: file })
  return new Request(`${stack.relayUrl}/media/upload?${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: readFileSync(path),
  })
}

function formRequest({ file, path, mediaType }: Fake): Request {
  const body = new FormData()
  body.set('type', mediaType)
  body.set('media', new File([readFileSync(path)], file))
  return new Request(`${stack.relayUrl}/media/upload`, { method: 'POST', body })
}
