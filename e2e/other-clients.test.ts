import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { findExecutable } from '../.ci/browsers.ts'
import { FIXTURES } from '../fixtures/index.ts'
import { pickFiles } from './testing/media-page.ts'
import { type Stack, startStack } from './testing/start-stack.ts'

const run = promisify(execFile)
const curl = findExecutable(['curl', 'curl.exe'])
const png = FIXTURES.find(({ file }) => file === 'sample.png')?.path ?? ''

let stack: Stack

before(async () => {
  stack = await startStack()
})
after(() => stack?.stop())

test('curl -F uploads a file', { skip: !curl && 'this machine has no curl' }, async () => {
  const answer = await runCurl('-F', 'type=image', '-F', `media=@${png}`, `${stack.relayUrl}/media/upload`)
  await assertUploaded(answer)
})

test('curl --data-binary uploads a file', { skip: !curl && 'this machine has no curl' }, async () => {
  const url = `${stack.relayUrl}/media/upload?type=image&filename=sample.png`
  await assertUploaded(await runCurl('--data-binary', `@${png}`, url))
})

test('curl -T from a pipe, without a length, uploads a file', {
  skip: !curl && 'this machine has no curl',
}, async () => {
  const url = `${stack.relayUrl}/media/upload?type=image&filename=sample.png`
  const command = `cat "$1" | "$2" -sS --max-time 10 -X POST -T - "$3"`
  const { stdout } = await run('sh', ['-c', command, 'sh', png, curl ?? '', url])
  await assertUploaded(stdout)
})

test('a script that posts FormData uploads a file', async () => {
  const body = new FormData()
  body.set('type', 'image')
  body.set('media', new File([readFileSync(png)], 'sample.png', { type: 'image/png' }))
  const response = await fetch(`${stack.relayUrl}/media/upload`, { method: 'POST', body })
  await assertUploaded(await response.text())
})

test('a plain HTML form uploads a file', async () => {
  const page = await stack.openPage(`
    <form action="${stack.relayUrl}/media/upload" method="post" enctype="multipart/form-data">
      <input name="type" value="image">
      <input name="media" type="file">
      <button>Upload</button>
    </form>`)
  await pickFiles(page, [png], 'input[type=file]')
  const [response] = await Promise.all([page.waitForNavigation(), page.click('button')])
  const answer = (await response?.text()) ?? ''
  await page.close()
  await assertUploaded(answer)
})

async function runCurl(...args: readonly string[]): Promise<string> {
  await stack.emulator.reset()
  const { stdout } = await run(curl ?? 'curl', ['-sS', '--max-time', '10', ...args])
  return stdout
}

/** The answer is DingTalk's, and DingTalk got the very file in one clean form of exact length. */
async function assertUploaded(text: string): Promise<void> {
  const answer = JSON.parse(text) as Record<string, unknown>
  const { media_id: mediaId, created_at: createdAt, ...rest } = answer
  assert.deepEqual(rest, { errcode: 0, errmsg: 'ok', type: 'image' }, text)
  assert.equal(typeof createdAt, 'number')
  assert.deepEqual(await stack.emulator.download(String(mediaId)), readFileSync(png))
  const upload = (await stack.emulator.uploads()).at(-1)
  assert.equal(upload?.filename, basename(png))
  assert.equal(upload?.partContentType, 'image/png')
  assert.equal(upload?.framing, 'content-length')
  assert.equal(upload?.receivedBytes, upload?.contentLength)
  assert.deepEqual(upload?.findings, [])
}
