/**
 * A relay and a DingTalk behind it, a process each, for one scenario. All of it on loopback.
 */

import type { RelayOptions } from '@dt-media/backend'
import { Helper } from '../relay/child.ts'
import type { BystanderFacts } from './bystander-process.ts'
import type { DingTalkFacts } from './dingtalk-process.ts'
import type { RelayFacts } from './relay-process.ts'

export const GRANT_SECRET = 'load has no secret to keep, but 32 bytes'

export interface LoadStage {
  /** The relay's address. */
  readonly url: string
  relay(): Promise<RelayFacts>
  /** After a collection, once nothing more of it is given back. */
  settledRelay(): Promise<RelayFacts>
  dingtalk(): Promise<DingTalkFacts>
  /** What the machine does to a process that does nothing. */
  bystander(): Promise<BystanderFacts>
  /** Once this holds of it, or after ten seconds. What is still ending needs time on a busy machine. */
  relayWhen(holds: (facts: RelayFacts) => boolean): Promise<RelayFacts>
  dingtalkWhen(holds: (facts: DingTalkFacts) => boolean): Promise<DingTalkFacts>
}

/** Clients all live in one process: where it gets too little of a machine, that is no finding about the relay. */
export function patientWith(scale: number): Pick<RelayOptions, 'bodyIdleTimeoutMs' | 'minBytesPerSecond'> {
  return scale < 1 ? { bodyIdleTimeoutMs: 50_000, minBytesPerSecond: 0 } : {}
}

const PATIENCE_MS = 120_000

/** Less than the relay waits for a silent client: what only that ends is found. */
const SETTLING_MS = 10_000

/** Runs a scenario on a stage of its own, and always clears it away. */
export async function onStage<T>(
  options: Partial<
    Pick<RelayOptions, 'auth' | 'maxUploads' | 'grantSecrets' | 'bodyIdleTimeoutMs' | 'minBytesPerSecond'>
  >,
  scenario: (stage: LoadStage) => Promise<T>,
): Promise<T> {
  const dingtalk = await Helper.start<object, DingTalkFacts>(new URL('dingtalk-process.ts', import.meta.url))
  try {
    const host = `http://127.0.0.1:${dingtalk.first.port}`
    const relayOptions = { auth: 'none', hosts: { oapi: host, api: host }, ...options }
    const relay = await Helper.start<object, RelayFacts>(
      new URL('relay-process.ts', import.meta.url),
      [JSON.stringify(relayOptions)],
      // As the files in deploy/ start it.
      ['--max-semi-space-size=8'],
    )
    const bystander = Helper.start<object, BystanderFacts>(new URL('bystander-process.ts', import.meta.url))
    try {
      return await scenario({
        url: relay.first.url,
        relay: () => relay.helper.ask({}, PATIENCE_MS),
        settledRelay: () => settled(relay.helper),
        dingtalk: () => dingtalk.helper.ask({}, PATIENCE_MS),
        bystander: async () => (await bystander).helper.ask({}, PATIENCE_MS),
        relayWhen: (holds) => factsWhen(() => relay.helper.ask({ settle: true }, PATIENCE_MS), holds),
        dingtalkWhen: (holds) => factsWhen(() => dingtalk.helper.ask({}, PATIENCE_MS), holds),
      })
    } finally {
      await Promise.all([relay.helper.stop(), bystander.then(({ helper }) => helper.stop())])
    }
  } finally {
    await dingtalk.helper.stop()
  }
}

async function factsWhen<T>(ask: () => Promise<T>, holds: (facts: T) => boolean): Promise<T> {
  const end = performance.now() + SETTLING_MS
  let facts = await ask()
  while (!holds(facts) && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 200))
    facts = await ask()
  }
  return facts
}

async function settled(relay: Helper<object, RelayFacts>): Promise<RelayFacts> {
  let facts = await relay.ask({ settle: true }, PATIENCE_MS)
  for (let i = 0; i < 10; i++) {
    await new Promise((resolve) => setTimeout(resolve, 200))
    const again = await relay.ask({ settle: true }, PATIENCE_MS)
    if (again.resources >= facts.resources && again.openFiles >= facts.openFiles && i > 2) return again
    facts = again
  }
  return facts
}
