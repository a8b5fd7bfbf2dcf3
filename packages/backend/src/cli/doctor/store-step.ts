/**
 * Whether Redis can be reached, where replicas share their state.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '../../store/store.ts'
import { Finding, STEP_TIMEOUT_MS, type Step } from './step.ts'

/** Redis connects by itself, and says that it cannot after half a second; a slow one has more time. */
const TRY_EVERY_MS = 250

export function storeStep(store: Store): Step {
  return {
    name: 'store',
    needs: ['settings'],
    async run(patient) {
      const key = `doctor:${crypto.randomUUID()}`
      const giveUpAt = Date.now() + STEP_TIMEOUT_MS / 2
      for (;;) {
        try {
          await store.set(key, '1', { expiresInMs: 1000 })
          if ((await store.get(key)) === '1') return 'Redis takes and gives'
          throw new Error('It was not there')
        } catch (error) {
          if (Date.now() > giveUpAt) throw unusable(patient.storeLost ?? (error as Error).message)
          await sleep(TRY_EVERY_MS)
        }
      }
    },
  }
}

function unusable(reason: string): Finding {
  return new Finding(
    `Redis cannot be used (${reason})`,
    'Look at host, port, password and rediss:// in RELAY_REDIS_URL, and whether that Redis runs and has room.',
  )
}
