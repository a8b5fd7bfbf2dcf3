import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'puppeteer-core'
import { launchChrome } from '../.ci/browsers.ts'
import { FIXTURES } from '../fixtures/index.ts'
import { findFreePorts } from './testing/free-ports.ts'
import { pickFiles } from './testing/media-page.ts'
import { type RunningProcess, startProcess } from './testing/start-process.ts'

let demo: RunningProcess
let browser: Browser

before(async () => {
  const [page, relay, emulator] = await findFreePorts(3)
  const ports = { DEMO_PORT: `${page}`, RELAY_PORT: `${relay}`, EMULATOR_PORT: `${emulator}` }
  demo = await startProcess('demo/start.ts', [], { ...ports, NO_COLOR: '1' }, /Page +(http\S+)/)
  browser = await launchChrome()
})
after(async () => {
  await browser?.close()
  await demo?.stop()
})

test('a file picked on the demo page arrives in the phone, byte for byte', async () => {
  const page = await browser.newPage()
  const problems: unknown[] = []
  page.on('pageerror', (error) => problems.push(error))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  await page.goto(demo.match[1] ?? '')
  await pickFiles(
    page,
    FIXTURES.filter(({ file }) => file === 'sample.png').map(({ path }) => path),
  )
  await page.waitForSelector('.message[data-media-type="image"] .message-same')
  assert.deepEqual(problems, [])
  await page.close()
})

test('the page explains a program named like a picture, and the panel counts what the relay did', async () => {
  const page = await browser.newPage()
  await page.goto(demo.match[1] ?? '')
  await page.waitForSelector('[data-sample="fake"]')
  await page.$eval('[data-sample="fake"]', (button) => (button as HTMLElement).click())
  const story = await page.waitForSelector('[data-story="fake"]')
  assert.match(
    (await story?.evaluate(({ textContent }) => textContent)) ?? '',
    /holiday\.png.*Windows program/,
  )
  await page.$eval('[data-sample="picture"]', (button) => (button as HTMLElement).click())
  await page.waitForSelector('[data-story="uploaded"]')
  // One came with the test before.
  await page.waitForFunction(() => document.querySelector('.relay-panel dd')?.textContent === '2')
  await page.close()
})

test('a film can be watched in the message, by whichever of its names the machine is called', async () => {
  const page = await browser.newPage()
  await page.goto((demo.match[1] ?? '').replace('localhost', '127.0.0.1'))
  await page.waitForSelector('dt-media-upload:defined')
  await pickFiles(
    page,
    FIXTURES.filter(({ file }) => file === 'sample.mp4').map(({ path }) => path),
  )
  await page.waitForSelector('.message[data-media-type="video"] .message-same')
  await page.close()
})

test('Ctrl-C ends the demo', async () => {
  assert.equal(await demo.stop('SIGINT'), 0)
})
