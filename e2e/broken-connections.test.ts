import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { FIXTURES } from '../fixtures/index.ts'
import { eventually } from './testing/eventually.ts'
import { heardEvents, pickFiles, waitForEvents } from './testing/media-page.ts'
import { startBackend } from './testing/start-backend.ts'
import { type Stack, startStack } from './testing/start-stack.ts'

const MiB = 2 ** 20
const png = FIXTURES.find(({ file }) => file === 'sample.png')?.path ?? ''
const folder = mkdtempSync(join(tmpdir(), 'dt-media-e2e-'))
const bigPng = join(folder, 'big.png')
writeFileSync(bigPng, Buffer.concat([readFileSync(png), Buffer.alloc(16 * MiB)]))

let stack: Stack

before(async () => {
  stack = await startStack()
})
beforeEach(() => stack.emulator.reset())
after(async () => {
  rmSync(folder, { recursive: true })
  await stack?.stop()
})

test('a client that goes away in the middle takes the upstream request with it', async () => {
  const upload = request(`${stack.relayUrl}/media/upload?type=image&filename=big.png`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', 'Content-Length': 16 * MiB },
  })
  const closed = new Promise((resolve) => upload.on('error', resolve).on('close', resolve))
  upload.write(readFileSync(bigPng).subarray(0, MiB))
  await uploadRunning()
  upload.destroy()
  await closed
  await assertCut()
})

test('a client that goes away while DingTalk thinks makes room for the next', async () => {
  const { relayUrl, emulator, stop } = await startBackend({ RELAY_MAX_UPLOADS: '1' })
  try {
    await emulator.addFault({ hang: true })
    const url = `${relayUrl}/media/upload?type=image&filename=sample.png`
    const body = new Uint8Array(readFileSync(png))
    const leave = new AbortController()
    const left = assert.rejects(fetch(url, { method: 'POST', body, signal: leave.signal }), {
      name: 'AbortError',
    })
    await eventually(
      async () => (await emulator.state()).uploads.completed,
      (completed) => completed === 1,
    )
    assert.equal((await fetch(url, { method: 'POST', body })).status, 503)
    leave.abort()
    await left
    await eventually(
      async () => (await fetch(url, { method: 'POST', body })).status,
      (status) => status === 200,
    )
  } finally {
    await stop()
  }
})

test('an upload that a person aborts is aborted upstream', async () => {
  await stack.emulator.addFault({ bytesPerSecond: 4 * MiB })
  const page = await stack.openPage(`<dt-media-upload endpoint="${stack.relayUrl}/"></dt-media-upload>`)
  await pickFiles(page, [bigPng])
  await uploadRunning()
  await page.evaluate("document.querySelector('dt-media-upload').abort()")
  await assertCut()
  assert.deepEqual(
    (await heardEvents(page)).filter(({ name }) => name === 'media-uploaded'),
    [],
  )
  await page.close()
})

test('a page that is left in the middle takes the upstream request with it', async () => {
  await stack.emulator.addFault({ bytesPerSecond: 4 * MiB })
  const page = await stack.openPage(`<dt-media-upload endpoint="${stack.relayUrl}/"></dt-media-upload>`)
  await pickFiles(page, [bigPng])
  await uploadRunning()
  await page.close()
  await assertCut()
})

test('an upload that DingTalk resets is tried again by itself, and succeeds', async () => {
  await stack.emulator.addFault({ resetAfterBytes: MiB })
  const page = await stack.openPage(`<dt-media-upload endpoint="${stack.relayUrl}/"></dt-media-upload>`)
  await pickFiles(page, [bigPng])
  const [uploaded] = await waitForEvents(page, 'media-uploaded')
  assert.equal(uploaded?.detail.item?.attempts, 2)
  assert.deepEqual(await stack.emulator.download(uploaded?.detail.media_id ?? ''), readFileSync(bigPng))
  const { cut, completed } = (await stack.emulator.state()).uploads
  assert.deepEqual({ cut, completed }, { cut: 1, completed: 1 })
  await page.close()
})

test('without automatic retries it ends in an error that may be retried, and a person can', async () => {
  await stack.emulator.addFault({ resetAfterBytes: MiB })
  const page = await stack.openPage(
    `<dt-media-upload endpoint="${stack.relayUrl}/" retries="0"></dt-media-upload>`,
  )
  await pickFiles(page, [bigPng])
  const [failed] = await waitForEvents(page, 'media-failed')
  const { code, retriable, attempts } = failed?.detail ?? {}
  assert.deepEqual(
    { code, retriable, attempts },
    { code: 'upstream_unreachable', retriable: true, attempts: 1 },
  )
  await page.locator('dt-media-upload >>> [part~="retry"]').click()
  await waitForEvents(page, 'media-uploaded')
  await page.close()
})

test('an access token that DingTalk has struck is replaced without anyone noticing', async () => {
  await fetch(`${stack.relayUrl}/readyz`)
  await stack.emulator.addFault({ errcode: 40014 })
  const page = await stack.openPage(`<dt-media-upload endpoint="${stack.relayUrl}/"></dt-media-upload>`)
  await pickFiles(page, [png])
  await waitForEvents(page, 'media-uploaded')
  assert.deepEqual(
    (await heardEvents(page)).filter(({ name }) => name === 'media-failed'),
    [],
  )
  await page.close()
})

function uploadRunning() {
  return eventually(
    async () => (await stack.emulator.state()).uploads.running,
    (running) => running.some(({ receivedBytes }) => receivedBytes > 0),
  )
}

async function assertCut(): Promise<void> {
  const { cut, completed } = await eventually(
    async () => (await stack.emulator.state()).uploads,
    ({ running }) => running.length === 0,
  )
  assert.deepEqual({ cut, completed }, { cut: 1, completed: 0 })
}
