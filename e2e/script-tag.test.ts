import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'puppeteer-core'
import { launchChrome } from '../.ci/browsers.ts'
import { ENTRY, scriptTagFiles } from './testing/script-tag-files.ts'

const STRICT = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src blob:; media-src blob:"
const FALLBACK = '<input type="file" name="media" />'
const TAG = `<script type="module" src="/files/${ENTRY}"></script>`

/** What the page saw go wrong, in its own words. */
interface Complaints {
  readonly violations: string[]
  readonly warnings: string[]
  readonly errors: string[]
}

let files: ReadonlyMap<string, string>
let server: Server
let browser: Browser
/** What the server answers, by path; set by each test. */
let served: ReadonlyMap<string, string> = new Map()
let policy = ''

before(async () => {
  files = await scriptTagFiles()
  browser = await launchChrome()
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const script = served.get(pathname.replace(/^\/(files|copy)\//, ''))
    if (pathname === '/') {
      response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': policy })
      return response.end(served.get('page'))
    }
    response.writeHead(script ? 200 : 404, { 'Content-Type': 'text/javascript' })
    return response.end(script)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
after(async () => {
  await browser?.close()
  server?.close()
})

test('its parts need nothing of the first file, which may have been loaded under another address', () => {
  assert.ok(files.size > 1)
  for (const [name, code] of files) {
    if (name !== ENTRY) assert.ok(!code.includes(`/${ENTRY}`), name)
  }
})

test('has the worklet of the recorder beside it, under the name by which that asks for it', () => {
  const recorder = [...files].find(([name]) => name.startsWith('recorder-'))?.[1] ?? ''
  assert.match(recorder, /new URL\("\.\/pcm-worklet\.js",import\.meta\.url\)/)
  assert.match(files.get('pcm-worklet.js') ?? '', /registerProcessor/)
})

test('makes neither code nor markup of text, but in the one place of Lit that has a policy (BR-10)', () => {
  const makers =
    /\b(eval|Function|setTimeout|setInterval)\(\s*["'`]|\beval\(|\bnew Function\b|\bdocument\.write|\b(outerHTML|srcdoc)\s*=|insertAdjacentHTML|createContextualFragment|DOMParser|unsafeHTML|setHTML|javascript:/g
  const html = /(\w+)\.innerHTML\s*=\s*([^,;)]+)/g
  for (const [name, code] of files) {
    assert.deepEqual(code.match(makers), null, name)
    const writes = [...code.matchAll(html)].map(([text]) => text)
    assert.equal(code.split('innerHTML').length - 1, writes.length, name)
    assert.ok(writes.length <= (name === ENTRY ? 1 : 0), `${name}: ${writes}`)
  }
})

test('offends no strict policy, whatever part it loads, and is quiet (55)', async () => {
  const { page, complaints } = await open(
    [...files.keys()],
    `${STRICT}; require-trusted-types-for 'script'; trusted-types dt-media-upload`,
  )
  assert.deepEqual(await upload(page), { shown: 1, width: 30 })
  assert.deepEqual(complaints, { violations: [], warnings: [], errors: [] })
  await page.close()
})

test('uploads where its one file was copied alone, and says once what is missing', async () => {
  const { page, complaints } = await open([ENTRY], STRICT)
  assert.deepEqual(await upload(page), { shown: 1 })
  assert.deepEqual(complaints.violations, [])
  assert.equal(complaints.warnings.length, 1)
  assert.match(complaints.warnings[0] ?? '', /<dt-media-upload> lacks a part/)
  await page.close()
})

test('makes do with the policy name of Lit where a page allows no other', async () => {
  const { page } = await open(
    [...files.keys()],
    "script-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html",
  )
  assert.equal((await upload(page)).shown, 1)
  await page.close()
})

test('leaves the page its own children and says what to allow, where no policy may be made (BR-08)', async () => {
  const { page, complaints } = await open(
    [...files.keys()],
    "script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
    false,
  )
  assert.equal(complaints.errors.length, 1)
  assert.match(complaints.errors[0] ?? '', /needs "trusted-types dt-media-upload"/)
  assert.equal(await page.$eval('dt-media-upload input', (input) => input.checkVisibility()), true)
  await page.close()
})

test('a second copy leaves the first alone, under Trusted Types too (BR-27)', async () => {
  const { page, complaints } = await open(
    [...files.keys()],
    "script-src 'self'; require-trusted-types-for 'script'; trusted-types dt-media-upload",
    true,
    `${TAG}<script type="module" src="/copy/${ENTRY}"></script>`,
  )
  assert.equal((await upload(page)).shown, 1)
  assert.deepEqual(complaints.errors, [])
  assert.match(complaints.warnings.join(), /defined already/)
  await page.close()
})

async function open(names: readonly string[], csp: string, defined = true, tags = TAG) {
  policy = csp
  served = new Map([
    ...names.map((name) => [name, files.get(name) ?? ''] as const),
    ['page', `<!doctype html><dt-media-upload>${FALLBACK}</dt-media-upload>${tags}`],
  ])
  const page = await browser.newPage()
  page.setDefaultTimeout(15_000)
  const complaints: Complaints = { violations: [], warnings: [], errors: [] }
  page.on('console', (message) => {
    const isOurs = message.text().includes('dt-media-upload>')
    if (message.type() === 'warn' && isOurs) complaints.warnings.push(message.text())
  })
  page.on('pageerror', (error) => complaints.errors.push(String(error)))
  await page.exposeFunction('objected', (text: string) => complaints.violations.push(text))
  await page.evaluateOnNewDocument(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      const { objected } = window as unknown as { objected: (text: string) => void }
      objected(`${effectiveDirective} ${blockedURI}`)
    })
  })
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  if (defined) await page.waitForFunction("customElements.get('dt-media-upload')")
  return { page, complaints }
}

/** Uploads a picture, by a transport of the page's own; tells the rows shown, and the width the page was told. */
function upload(page: Page): Promise<{ shown: number; width?: number }> {
  return page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 30, height: 20 })
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))
    const element = document.querySelector('dt-media-upload')
    if (!element || !blob) throw new Error('There is no element, or no picture')
    element.uploader = async () => ({
      errcode: 0,
      errmsg: 'ok',
      type: 'image',
      media_id: '@lADPDe7s',
      created_at: 1,
    })
    const uploaded = new Promise<{ width?: number }>((resolve) =>
      element.addEventListener('media-uploaded', ((event: CustomEvent) =>
        resolve(event.detail)) as EventListener),
    )
    await element.addFiles([new File([blob], 'a.png', { type: 'image/png' })])
    const { width } = await uploaded
    await element.updateComplete
    return { shown: element.shadowRoot?.querySelectorAll('[part=item]').length ?? 0, width }
  })
}
