/**
 * The recipes of docs/dingtalk-client.md, run as they stand there. DingTalk's client is played as far as they
 * use it: its auth codes come from the emulator, which then names the user.
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { launchChrome } from '../.ci/browsers.ts'
import { fencesOf } from '../.ci/pages/fences.ts'
import { FIXTURES } from '../fixtures/index.ts'
import { pickFiles } from './testing/media-page.ts'
import { type Stack, startStack } from './testing/start-stack.ts'

const CLIENT =
  'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/100.0.4896.58 AliApp(DingTalk/8.3.35) com.alibaba.android.rimet'
const CORP = 'dingemulatorcorp'
const recipes = fencesOf('docs/dingtalk-client.md').filter(({ tags }) => tags.includes('recipe'))
const png = FIXTURES.find(({ file }) => file === 'sample.png')?.path ?? ''

let stack: Stack

before(async () => {
  stack = await startStack(launchChrome, {
    RELAY_AUTH: 'grant',
    RELAY_GRANT_SECRET: 'a secret of more than thirty-two bytes for tests',
    RELAY_DINGTALK_LOGIN: 'on',
    DINGTALK_CORP_ID: CORP,
  })
})
beforeEach(() => stack.emulator.reset())
after(() => stack?.stop())

/** The block of this language in the recipes, for this relay. */
function recipe(language: 'html' | 'js'): string {
  const block = recipes.find((fence) => fence.language === language)?.code ?? ''
  assert.ok(block.includes('https://relay.example.com'), language)
  return block.replaceAll('https://relay.example.com', stack.relayUrl)
}

/** The address of one of the element's sources on the page's server. */
function source(name: string): string {
  return `/@fs${fileURLToPath(new URL(`../packages/element/src/${name}`, import.meta.url))}`
}

test('the page of the recipe uploads in the name of the client’s user', async () => {
  const page = await stack.openPage('')
  const logged: string[] = []
  page.on('console', (message) => logged.push(message.text()))
  await page.setUserAgent(CLIENT)
  await page.goto(`${page.url()}?corpId=${CORP}`)
  await page.evaluate((emulator) => {
    const requestAuthCode = async ({ onSuccess }: { onSuccess: (result: unknown) => void }) => {
      const body = JSON.stringify({ userid: 'alice' })
      onSuccess(await (await fetch(`${emulator}/emulator/auth-codes`, { method: 'POST', body })).json())
    }
    Object.assign(window, {
      dd: { ready: (go: () => void) => go(), runtime: { permission: { requestAuthCode } } },
    })
  }, stack.emulator.url)
  const html = recipe('html')
    .replace(/<script src="https:.*<\/script>/, '')
    .replace('./dt-media-upload.js', source('index.ts'))
    .replace('./dingtalk.js', source('dingtalk/index.ts'))
  await page.setContent(html)
  await page.waitForFunction("document.querySelector('dt-media-upload')?.grant")
  await pickFiles(page, [png])
  await page.waitForFunction("document.querySelector('dt-media-upload').values.length === 1")
  await page.close()

  const [upload] = await stack.emulator.uploads()
  assert.equal(upload?.filename, basename(png))
  assert.ok(logged.includes(String(upload.media_id)))
  assert.equal((await stack.emulator.state()).calls.userInfo, 1)
})

test("the mini program of the recipe uploads what the client's store holds", async () => {
  const { askForGrant, uploadImage } = miniProgram(recipe('js'))
  const grant = await askForGrant(CORP)
  const { media_id, type } = await uploadImage('https://resource/4b0d.image', grant)
  assert.equal(type, 'image')
  const [upload] = await stack.emulator.uploads()
  assert.deepEqual([upload?.media_id, upload?.filename], [media_id, 'photo.png'])
})

interface MiniProgram {
  askForGrant(corpId: string): Promise<string>
  uploadImage(filePath: string, grant: string): Promise<{ readonly media_id: string; readonly type: string }>
}

/** Runs the recipe with a client that does over HTTP what DingTalk's does. */
function miniProgram(code: string): MiniProgram {
  const dd = {
    async getAuthCode({ success }: { success: (result: object) => void }) {
      const asked = await fetch(`${stack.emulator.url}/emulator/auth-codes`, { method: 'POST', body: '{}' })
      success({ authCode: ((await asked.json()) as { code: string }).code })
    },
    async httpRequest({ url, method, headers, data, success }: HttpRequest) {
      const response = await fetch(url, { method, headers, body: data })
      success({ data: await response.json() })
    },
    async uploadFile({ url, filePath, fileName, header, success }: UploadFile) {
      const body = new FormData()
      body.set(fileName, new File([readFileSync(png)], basename(filePath)))
      const response = await fetch(url, { method: 'POST', headers: header, body })
      success({ data: await response.text() })
    },
  }
  return new Function('dd', `${code}\nreturn { askForGrant, uploadImage }`)(dd) as MiniProgram
}

interface HttpRequest {
  readonly url: string
  readonly method: string
  readonly headers: Record<string, string>
  readonly data: string
  readonly success: (result: { data: unknown }) => void
}

interface UploadFile {
  readonly url: string
  readonly filePath: string
  readonly fileName: string
  readonly header: Record<string, string>
  readonly success: (result: { data: string }) => void
}
