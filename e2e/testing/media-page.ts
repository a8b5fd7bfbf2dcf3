/** What a person does on a page with the element, and what the page then hears. */

import type { Page } from 'puppeteer-core'

/** One event of the element's, as far as it survives JSON. */
export interface HeardEvent {
  readonly name: string
  readonly detail: {
    readonly code?: string
    readonly media_id?: string
    readonly known?: boolean
    readonly type?: string
    readonly name?: string
    readonly size?: number
    readonly retriable?: boolean
    readonly attempts?: number
    readonly file?: { readonly name: string }
    readonly item?: { readonly name: string; readonly phase: string; readonly attempts: number }
    readonly uploaded?: number
    readonly failed?: number
    readonly rejected?: number
    readonly media_ids?: readonly string[]
  }
}

const TRIGGER = 'dt-media-upload >>> [part~="trigger"]'

/** Picks files in the browser's own file chooser, which a click on the trigger opens. */
export async function pickFiles(page: Page, paths: readonly string[], trigger = TRIGGER): Promise<void> {
  const chosen = page.waitForFileChooser()
  await page.locator(trigger).click()
  const chooser = await chosen
  await chooser.accept([...paths])
}

/** Everything the element has told so far, in order. */
export async function heardEvents(page: Page): Promise<readonly HeardEvent[]> {
  return (await page.evaluate('window.heardEvents')) as readonly HeardEvent[]
}

/** Waits until so many of these events were heard, and gives them. */
export async function waitForEvents(page: Page, name: string, count = 1): Promise<readonly HeardEvent[]> {
  const heard = async () => (await heardEvents(page)).filter((event) => event.name === name)
  try {
    await page.waitForFunction(
      (wanted, least) => {
        const { heardEvents } = window as unknown as { heardEvents: { name: string }[] }
        return heardEvents.filter((event) => event.name === wanted).length >= least
      },
      {},
      name,
      count,
    )
  } catch (cause) {
    throw new Error(`Heard only ${JSON.stringify(await heardEvents(page))}`, { cause })
  }
  return heard()
}

/** Counts the requests that a page makes to a server, preflights included. */
export function countRequests(page: Page, url: string): () => number {
  let count = 0
  page.on('request', (request) => {
    if (request.url().startsWith(url)) count += 1
  })
  return () => count
}
