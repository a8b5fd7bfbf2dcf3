/** The half of a quick start that happens in a browser: the page of a page's blocks, a file picked, and what came of it. */

import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Page } from 'puppeteer-core'
import { launchChrome } from '../../.ci/browsers.ts'
import { pickFiles } from '../../e2e/testing/media-page.ts'

const TIMEOUT_MS = 60_000

interface Served {
  /** Of the clone, in which the packages are built. */
  readonly folder: string
  readonly port: number
}

/** Picks a file in the demo; resolves to its media id. */
export async function uploadInDemo(t: TestContext, url: string, file: string): Promise<string> {
  const page = await openPage(t, url)
  const uploaded = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('media-uploaded', (event) =>
          resolve((event as CustomEvent).detail.media_id),
        )
      }),
  )
  await pickFiles(page, [file])
  return uploaded
}

/** Serves a page of this HTML with Vite and with `/cdn/` beside it, picks `cat.png`; resolves to the first line that the page then logs. */
export async function uploadInPage(t: TestContext, { folder, port }: Served, html: string): Promise<string> {
  // A project of its own, with the folders as npm would install them: by links.
  const project = join(folder, 'a-page')
  rmSync(project, { recursive: true, force: true })
  mkdirSync(join(project, 'node_modules/@dt-media'), { recursive: true })
  mkdirSync(join(project, 'public'))
  symlinkSync(join(folder, 'packages/element'), join(project, 'node_modules/@dt-media/element'))
  symlinkSync(join(folder, 'packages/element/cdn'), join(project, 'public/cdn'))
  writeFileSync(join(project, 'index.html'), `<!doctype html>\n<meta charset="utf-8">\n<body>\n${html}`)
  const vite: typeof import('vite') = await import(
    pathToFileURL(createRequire(join(folder, 'package.json')).resolve('vite')).href
  )
  const server = await vite.createServer({
    root: project,
    configFile: false,
    logLevel: 'error',
    server: { host: '127.0.0.1', port, strictPort: true, hmr: false, fs: { strict: false } },
  })
  await server.listen()
  t.after(() => server.close())
  try {
    const page = await openPage(t, `http://127.0.0.1:${port}/`)
    const logged = new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`Nothing was logged by\n${html}`)), TIMEOUT_MS)
      page.on('console', (message) => {
        if (message.type() !== 'log') return
        clearTimeout(timer)
        resolve(message.text())
      })
    })
    await pickFiles(page, [join(folder, 'cat.png')])
    return await logged
  } finally {
    await server.close()
  }
}

async function openPage(t: TestContext, url: string): Promise<Page> {
  const browser = await launchChrome()
  t.after(() => browser.close())
  const page = await browser.newPage()
  page.setDefaultTimeout(TIMEOUT_MS)
  await page.goto(url)
  await page.waitForSelector('dt-media-upload:defined')
  return page
}
