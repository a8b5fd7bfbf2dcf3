/**
 * Everything between a person and DingTalk, for one test file: a browser, the page's server, and
 * behind them one relay or several, and the emulator.
 */

import type { Browser, Page } from 'puppeteer-core'
import { launchChrome } from '../../.ci/browsers.ts'
import { type Backend, startBackend } from './start-backend.ts'
import { startPage } from './start-page.ts'

/** Whatever backend it is that the page uploads to. */
export type StackOn<B extends Pick<Backend, 'stop'>> = B & {
  /** A fresh page with this inside its body, and every element in it defined. */
  openPage(html: string): Promise<Page>
}

export type Stack = StackOn<Backend>

/** One relay, with these settings, behind a page. Resolves when all of it runs. */
export function startStack(
  launch: () => Promise<Browser> = launchChrome,
  settings: Readonly<Record<string, string>> = {},
): Promise<Stack> {
  return startStackOn((own) => startBackend({ ...own, ...settings }), launch)
}

/** What `start` starts, behind a page. What has started is ended again when the rest does not. */
export async function startStackOn<B extends Pick<Backend, 'stop'>>(
  start: (settings: Readonly<Record<string, string>>) => Promise<B>,
  launch: () => Promise<Browser> = launchChrome,
): Promise<StackOn<B>> {
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of stops.reverse()) await end()
  }
  try {
    const page = await startPage()
    stops.push(page.stop)
    const browser = await launch()
    stops.push(() => browser.close())
    const backend = await start({ RELAY_ALLOWED_ORIGINS: page.origin })
    stops.push(backend.stop)
    return { ...backend, openPage: (html) => openPage(browser, page.origin, html), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function openPage(browser: Browser, origin: string, html: string): Promise<Page> {
  const page = await browser.newPage()
  // On a busy machine Firefox reads the sources of a page for that long.
  page.setDefaultTimeout(45_000)
  await page.goto(`${origin}/`)
  await page.evaluate((content) => {
    document.body.innerHTML = content
  }, html)
  await page.waitForFunction("!document.querySelector(':not(:defined)')")
  return page
}
