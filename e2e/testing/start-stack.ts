/**
 * Everything between a person and DingTalk, for one test file: a browser, the page's server, the
 * relay and the emulator.
 */

import type { Browser, Page } from 'puppeteer-core'
import { launchChrome } from '../../.ci/browsers.ts'
import { type Backend, startBackend } from './start-backend.ts'
import { startPage } from './start-page.ts'

export interface Stack extends Backend {
  /** A fresh page with this inside its body, and every element in it defined. */
  openPage(html: string): Promise<Page>
}

/** Resolves when all of it runs, with these settings of the relay's. What has started is ended again when the rest does not. */
export async function startStack(
  launch: () => Promise<Browser> = launchChrome,
  settings: Readonly<Record<string, string>> = {},
): Promise<Stack> {
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of stops.reverse()) await end()
  }
  try {
    const page = await startPage()
    stops.push(page.stop)
    const browser = await launch()
    stops.push(() => browser.close())
    const backend = await startBackend({ RELAY_ALLOWED_ORIGINS: page.origin, ...settings })
    stops.push(backend.stop)
    return { ...backend, openPage: (html) => openPage(browser, page.origin, html), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function openPage(browser: Browser, origin: string, html: string): Promise<Page> {
  const page = await browser.newPage()
  page.setDefaultTimeout(15_000)
  await page.goto(`${origin}/`)
  await page.evaluate((content) => {
    document.body.innerHTML = content
  }, html)
  await page.waitForFunction("!document.querySelector(':not(:defined)')")
  return page
}
