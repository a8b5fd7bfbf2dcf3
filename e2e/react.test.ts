import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { build } from 'vite'
import { launchChrome } from '../.ci/browsers.ts'

const element = resolve(import.meta.dirname, '../packages/element')

test('a React page sets properties, hears events, and calls methods by its ref', async () => {
  const script = await bundledPage()
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.writeHead(200, { 'Content-Type': isScript ? 'text/javascript' : 'text/html' })
    response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const browser = await launchChrome()
  try {
    const page = await browser.newPage()
    const errors: unknown[] = []
    page.on('pageerror', (error) => errors.push(error))
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.waitForFunction("document.querySelector('output')?.textContent")
    const seen = await page.evaluate(() => {
      const upload = document.querySelector('dt-media-upload')
      return {
        told: document.querySelector('output')?.textContent,
        values: upload?.values,
        maxFiles: upload?.maxFiles,
        className: upload?.className,
        form: upload?.form?.id,
        undefined: upload?.shadowRoot?.textContent?.includes('undefined'),
        rows: upload?.shadowRoot?.querySelectorAll('[part=item]').length,
      }
    })
    assert.deepEqual(seen, {
      told: 'a.png @media-react',
      values: ['@media-earlier', '@media-react'],
      // The state that an event set has come back as a property, and the list was not begun anew.
      maxFiles: 4,
      className: 'photos',
      form: 'expenses',
      undefined: false,
      rows: 2,
    })
    assert.deepEqual(errors, [])
  } finally {
    await browser.close()
    server.close()
  }
})

/** The page as a bundler makes it of the sources. */
async function bundledPage(): Promise<string> {
  const output = await build({
    configFile: false,
    root: element,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { conditions: ['@dt-media/source', 'module', 'browser'] },
    build: {
      write: false,
      minify: false,
      lib: { entry: 'src/form/testing/react-page.ts', formats: ['es'], fileName: 'page' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
  const [made] = [output].flat()
  if (!made || !('output' in made)) throw new Error('vite built nothing')
  return made.output[0].code
}
