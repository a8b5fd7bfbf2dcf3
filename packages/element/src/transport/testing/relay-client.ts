/**
 * A relay that a test in a browser tells what to answer, over real sockets.
 */

import type { LoggedRequest, Script, ScriptedAnswer } from './scripted-relay.ts'

export interface TestRelay {
  /** For `endpoint`. */
  readonly endpoint: string
  /** What it was asked so far, in order. */
  readonly log: () => Promise<readonly LoggedRequest[]>
  /** The uploads among it. */
  readonly uploads: () => Promise<readonly LoggedRequest[]>
}

/** Makes a relay whose uploads are answered so, in turn; the last answer goes on. */
export async function startTestRelay(
  upload: readonly ScriptedAnswer[] = [{}],
  more: Partial<Script> = {},
): Promise<TestRelay> {
  const root = `/relays/${Math.random().toString(36).slice(2)}`
  await fetch(`${root}/script`, { method: 'POST', body: JSON.stringify({ upload, ...more }) })
  const log = async (): Promise<readonly LoggedRequest[]> => (await fetch(`${root}/log`)).json()
  return {
    endpoint: `${root}/`,
    log,
    uploads: async () => (await log()).filter(({ route }) => route === 'upload'),
  }
}
