import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser } from 'puppeteer-core'
import { launchChrome } from '../.ci/browsers.ts'
import { type RunningEmulator, startEmulator } from '../packages/backend/src/emulator/index.ts'
import { startRelay } from '../packages/backend/src/runtimes/node/index.ts'
import { builtPage, installExample } from './testing/install-example.ts'
import { packPackages } from './testing/pack-packages.ts'
import { serveFolder } from './testing/serve-folder.ts'

const GIF = 'R0lGODlhAQABAAAAACwAAAAAAQABAAA='

const PAGE_TIMEOUT_MS = 60_000

/** Quick to install and build, so always run. */
const LIGHT = ['plain', 'vite-typescript', 'node', 'hono', 'server-rendered']
const MORE = ['react', 'preact', 'solid', 'vue', 'svelte', 'angular', 'nextjs']

const { EXAMPLES } = process.env
const wanted = EXAMPLES === 'all' ? [...LIGHT, ...MORE] : (EXAMPLES?.split(',') ?? LIGHT)
const tarballs = packPackages()

let browser: Browser
let dingtalk: RunningEmulator

before(async () => {
  browser = await launchChrome()
  dingtalk = await startEmulator()
})

after(async () => {
  await browser?.close()
  await dingtalk?.close()
})

for (const name of [...LIGHT, ...MORE].filter((each) => wanted.includes(each))) {
  const isServer = /^(node|hono|server-rendered)$/.test(name)
  test(`${name}: installed, built and used to upload a file`, async (t) => {
    const folder = await installExample(name, tarballs)
    const mediaId = await (isServer ? uploadToServer(t, folder, name) : uploadInPage(t, builtPage(folder)))
    assert.match(mediaId, /^@/)
    assert.ok(dingtalk.control.uploads().some((upload) => upload.media_id === mediaId))
  })
}

test('each folder in examples/ is one of those that are run', () => {
  const folder = resolve(import.meta.dirname, '../examples')
  for (const name of [...LIGHT, ...MORE]) assert.ok(existsSync(`${folder}/${name}/package.json`), name)
})

interface Cleanup {
  after(clean: () => unknown): void
}

/** Adds a file to the element, and reads its media id where the example shows it. */
async function uploadInPage(t: Cleanup, folder: string): Promise<string> {
  const served = await serveFolder(folder)
  t.after(served.close)
  const relay = await startRelay({
    port: 0,
    app: appOf(dingtalk),
    hosts: { oapi: dingtalk.url, api: dingtalk.url },
    auth: 'none',
    allowedOrigins: [served.origin],
  })
  t.after(() => relay.stop(0))
  served.relayUrl = relay.url
  const page = await browser.newPage()
  t.after(() => page.close())
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(`${served.origin}/`)
  await page.waitForSelector('dt-media-upload:defined')
  // What was rendered on a server is there before its framework is: listeners come with the properties.
  await page.waitForFunction(
    (url) => (document.querySelector('dt-media-upload') as { endpoint?: string } | null)?.endpoint === url,
    { timeout: PAGE_TIMEOUT_MS },
    relay.url,
  )
  await page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const element = document.querySelector('dt-media-upload') as unknown as { addFiles(files: File[]): void }
    element.addFiles([new File([bytes], 'dot.gif', { type: 'image/gif' })])
  }, GIF)
  const shown = await page.waitForFunction(
    () => /@\S+/.exec(document.querySelector('output')?.textContent ?? '')?.[0],
    { timeout: PAGE_TIMEOUT_MS },
  )
  assert.deepEqual(complaints, [])
  return String(await shown.jsonValue())
}

async function uploadToServer(t: Cleanup, folder: string, name: string): Promise<string> {
  const server = spawn(process.execPath, [name === 'node' ? 'relay.js' : 'server.js'], {
    cwd: folder,
    env: { ...dingtalk.settings, PORT: '0', RELAY_GRANT_SECRET: 'a secret of more than thirty-two bytes' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => server.kill())
  const url = await new Promise<string>((ready, failed) => {
    server.once('exit', (code) => failed(new Error(`Ended with ${code} before it was ready`)))
    server.stdout.setEncoding('utf8').on('data', (text: string) => {
      const [, address] = /Ready: (\S+)/.exec(text) ?? []
      if (address) ready(address)
    })
  })
  if (name === 'server-rendered') return uploadInForms(t, url)
  const answer = await (name === 'node' ? upload(url, {}) : uploadWithGrant(url))
  return answer.media_id
}

/** Sends the page's form with a script and without; resolves with the media id that the latter got. */
async function uploadInForms(t: Cleanup, url: string): Promise<string> {
  const page = await browser.newPage()
  t.after(() => page.close())
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(url)
  await page.waitForSelector('dt-media-upload:defined')
  await page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const element = document.querySelector('dt-media-upload') as unknown as { addFiles(files: File[]): void }
    element.addFiles([new File([bytes], 'dot.gif', { type: 'image/gif' })])
  }, GIF)
  await page.waitForSelector('form:valid')
  await Promise.all([page.waitForNavigation(), page.click('form > button')])
  const shown = await page.$eval('output', (output) => output.textContent)
  assert.match(shown ?? '', /^@\S+$/)
  assert.deepEqual(complaints, [])
  const form = new FormData()
  form.append('receipts', new File([Buffer.from(GIF, 'base64')], 'plain.gif', { type: 'image/gif' }))
  const answer = await fetch(`${url}expenses`, { method: 'POST', body: form })
  return /@[^<\s]+/.exec(await answer.text())?.[0] ?? ''
}

async function uploadWithGrant(url: string) {
  const { grant } = await (await fetch(`${url}upload-grant`, { method: 'POST' })).json()
  return upload(`${url}dingtalk/`, { Authorization: `Bearer ${grant}` })
}

async function upload(url: string, headers: Record<string, string>): Promise<{ media_id: string }> {
  const body = Buffer.from(GIF, 'base64')
  const answer = await fetch(`${url}media/upload?type=image&filename=dot.gif`, {
    method: 'POST',
    headers,
    body,
  })
  return (await answer.json()) as { media_id: string }
}

function appOf({ settings }: RunningEmulator) {
  return { appKey: settings.DINGTALK_APP_KEY ?? '', appSecret: settings.DINGTALK_APP_SECRET ?? '' }
}
