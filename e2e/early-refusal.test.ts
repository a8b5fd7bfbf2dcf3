import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import { firefoxLaunchOptions, launchChrome, launchFirefox } from '../.ci/browsers.ts'
import { signGrant } from '../packages/backend/src/grants/index.ts'
import { type SlowLink, startSlowLink } from './testing/slow-link.ts'
import { type Backend, startBackend } from './testing/start-backend.ts'

const SECRET = 'a secret of at least thirty-two bytes'
const BYTES_PER_SECOND = 25_000_000
const HOUR_MS = 3_600_000

const page = createServer((_, response) => {
  response.setHeader('Content-Type', 'text/html').end('<!doctype html>')
})
let origin: string
let backend: Backend
let link: SlowLink

before(async () => {
  await once(page.listen(0, '127.0.0.1'), 'listening')
  origin = `http://127.0.0.1:${(page.address() as AddressInfo).port}`
  backend = await startBackend({
    RELAY_AUTH: 'grant',
    RELAY_GRANT_SECRET: SECRET,
    RELAY_ALLOWED_ORIGINS: origin,
  })
  link = await startSlowLink(backend.relayUrl, BYTES_PER_SECOND)
})
after(async () => {
  link?.stop()
  await backend?.stop()
  page.close()
  page.closeAllConnections()
})

const good = () => signGrant({ sub: 'someone' }, { secret: SECRET })
const narrow = () => signGrant({ sub: 'someone', types: ['file'] }, { secret: SECRET })
const expired = () => signGrant({ sub: 'someone' }, { secret: SECRET, now: () => Date.now() - HOUR_MS })

for (const [browserName, launch, skip] of [
  ['Chromium', launchChrome, false],
  ['Firefox', launchFirefox, firefoxLaunchOptions() ? false : 'this machine has no Firefox'],
] as const) {
  test(`${browserName} shows an early refusal, and no broken connection, while it is still sending`, {
    skip,
  }, async () => {
    const browser = (await launch()) ?? assert.fail(`${browserName} is gone`)
    try {
      const tab = await browser.newPage()
      await tab.goto(origin)
      for (const [way, grant, megabytes, expected] of [
        ['fetch', await good(), 25, '413 too_large'],
        ['xhr', await good(), 25, '413 too_large'],
        ['fetch', await narrow(), 18, '403 grant_exceeded'],
        ['xhr', await expired(), 18, '401 grant_expired'],
      ] as const) {
        const url = `${link.url}/media/upload?type=image&filename=a.png`
        assert.equal(await send(tab, { url, grant, megabytes, way }), expected)
      }
      const { uploads, tokenCalls } = await backend.emulator.state()
      assert.deepEqual([uploads.opened, tokenCalls], [0, 0])
    } finally {
      await browser.close()
    }
  })
}

interface Sending {
  readonly url: string
  readonly grant: string
  readonly megabytes: number
  readonly way: 'fetch' | 'xhr'
}

/** Sends a PNG from the page; resolves to the status and code that the page could read. */
function send(tab: Page, sending: Sending): Promise<string> {
  return tab.evaluate(async ({ url, grant, megabytes, way }) => {
    const signature = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    const body = new Blob([signature, new Uint8Array(megabytes * 1e6)])
    const authorization = `Bearer ${grant}`
    if (way === 'fetch') {
      const sent = fetch(url, { method: 'POST', body, headers: { authorization } })
      return sent.then(async (answer) => `${answer.status} ${(await answer.json()).code}`, String)
    }
    return new Promise<string>((resolve) => {
      const request = new XMLHttpRequest()
      request.open('POST', url)
      request.setRequestHeader('Authorization', authorization)
      request.onload = () => resolve(`${request.status} ${JSON.parse(request.responseText).code}`)
      request.onerror = () => resolve('a broken connection')
      request.send(body)
    })
  }, sending)
}
