/** Waits for what another process will come to, and cannot tell us when. */

import { setTimeout as wait } from 'node:timers/promises'

const TIMEOUT_MS = 60_000
const PAUSE_MS = 20

/** Asks again and again until the answer holds, and gives it; fails with the last one. */
export async function eventually<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + TIMEOUT_MS
  for (;;) {
    const answer = await ask()
    if (holds(answer)) return answer
    if (Date.now() > deadline) throw new Error(`It never came to it: ${JSON.stringify(answer)}`)
    await wait(PAUSE_MS)
  }
}
