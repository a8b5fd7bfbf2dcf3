/**
 * A process that does nothing: how late its event loop is, the machine makes it, and nobody else.
 */

import { monitorEventLoopDelay } from 'node:perf_hooks'

/** What the parent is told when it asks. */
export interface BystanderFacts {
  /** Of the event loop's delay since the last question, in milliseconds. */
  readonly loopP99Ms: number
}

const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
tell()
process.on('message', tell)
process.on('disconnect', () => process.exit(0))

function tell(): void {
  process.send?.({ loopP99Ms: delay.percentile(99) / 1e6 } satisfies BystanderFacts)
  delay.reset()
}
