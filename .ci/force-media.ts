/**
 * The command `force-media` of browser tests: sets media features, such as `forced-colors`, for
 * the page of the test. Answers false where a browser cannot be told to; then the test is skipped.
 */

import type { TestRunnerPlugin } from '@web/test-runner'
import type { CDPSession, Page } from 'puppeteer-core'

const sessions = new WeakMap<Page, CDPSession>()

export function forceMediaPlugin(): TestRunnerPlugin {
  return {
    name: 'force-media',
    async executeCommand({ command, payload, session }) {
      if (command !== 'force-media') return undefined
      const launcher = session.browser as { getPage?: (id: string) => Page }
      if (session.browser.name !== 'Chromium') return false
      const page = launcher.getPage?.(session.id)
      if (!page) return false
      // It holds for as long as the session that set it.
      const client = sessions.get(page) ?? (await page.createCDPSession())
      sessions.set(page, client)
      await client.send('Emulation.setEmulatedMedia', {
        features: payload as { name: string; value: string }[],
      })
      return true
    },
  }
}
