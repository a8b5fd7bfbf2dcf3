/** What pages show for a browser, in one: markup and scripts each upload a file, and style sheets are taken whole. */

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser } from 'puppeteer-core'
import { launchChrome } from '../.ci/browsers.ts'
import { allFences, distinct, type Fence, whereIs } from '../.ci/pages/fences.ts'
import { fileOf, readersProject } from '../.ci/pages/readers-project.ts'
import { hasWord } from '../.ci/pages/ways.ts'
import { type RunningEmulator, startEmulator } from '../packages/backend/src/emulator/index.ts'
import { signGrant } from '../packages/backend/src/grants/index.ts'
import { type RunningRelay, startRelay } from '../packages/backend/src/runtimes/node/index.ts'
import { buildPages } from './testing/page-blocks.ts'

const SECRET = 'a secret of more than thirty-two bytes'
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' }

const fences = distinct(allFences().filter((fence) => hasWord(fence, 'page')))
const sheets = distinct(allFences().filter(({ language }) => language === 'css'))
const project = readersProject()
const needsGrant = ({ code }: Fence) => /grant/i.test(code)

let built = ''
let server: Server
let browser: Browser
let dingtalk: RunningEmulator
let relays: readonly RunningRelay[] = []

before(async () => {
  server = createServer(serve).listen(0, '127.0.0.1')
  await once(server, 'listening')
  dingtalk = await startEmulator({ queriesPerSecond: 0 })
  const { DINGTALK_APP_KEY: appKey = '', DINGTALK_APP_SECRET: appSecret = '' } = dingtalk.settings
  const options = {
    ...{ port: 0, app: { appKey, appSecret }, allowedOrigins: [origin()] },
    hosts: { oapi: dingtalk.url, api: dingtalk.url },
  }
  const open = await startRelay({ ...options, auth: 'none' })
  const granted = await startRelay({ ...options, grantSecrets: [SECRET] })
  relays = [open, granted]
  built = await buildPages(project, fences, (fence) => (needsGrant(fence) ? granted : open).url)
  browser = await launchChrome()
})
after(async () => {
  await browser?.close()
  server?.close()
  for (const relay of relays) await relay.stop(0)
  await dingtalk?.close()
  project.remove()
})

function origin(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The pages, and the route that signs grants for them. */
async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/upload-grant') {
    response.setHeader('Content-Type', 'application/json')
    return void response.end(JSON.stringify({ grant: await signGrant({ sub: 'ann' }, { secret: SECRET }) }))
  }
  try {
    const file = readFileSync(join(built, request.url ?? ''))
    response.writeHead(200, { 'Content-Type': TYPES[extname(request.url ?? '')] ?? '' }).end(file)
  } catch {
    response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end()
  }
}

for (const fence of fences) {
  test(`${whereIs(fence)} uploads, and nothing is complained of`, async () => {
    const page = await browser.newPage()
    page.setDefaultTimeout(20_000)
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => {
      // That a file is not known yet is a 404, and every browser writes that down.
      if (message.location().url?.includes('/media/known')) return
      if (['error', 'warn'].includes(message.type())) complaints.push(message.text())
    })
    await page.goto(`${origin()}/${fileOf(fence)}.html`)
    try {
      await page.waitForFunction("window.saved && !document.querySelector(':not(:defined)')")
      await page.evaluate(async () => {
        const { file } = window as unknown as { file: File }
        const elements = [...document.querySelectorAll('dt-media-upload')]
        // One that the script has added, else the one that it was given.
        await elements.at(-1)?.addFiles([file])
      })
      await page.waitForFunction('saved[0]?.startsWith("@")')
    } catch (error) {
      complaints.push(String(error))
    }
    assert.deepEqual(complaints, [])
    await page.close()
  })
}

test('every declaration and every selector of a style sheet is understood', async () => {
  const page = await browser.newPage()
  for (const fence of sheets) {
    const problems = await page.evaluate((code) => {
      const text = code.replaceAll(/\/\*[\s\S]*?\*\//g, '')
      return [...text.matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selector = '', body = '']) => [
        ...(CSS.supports(`selector(${selector.trim()})`) ? [] : [selector.trim()]),
        ...body
          .split(';')
          .filter((declaration) => declaration.trim())
          .filter((declaration) => !CSS.supports(declaration.trim())),
      ])
    }, fence.code)
    assert.deepEqual(problems, [], whereIs(fence))
  }
  await page.close()
})
