/**
 * The relay's process under load: a relay with the options it is given, and what it costs this process.
 */

import { readdirSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { startRelay } from '../../packages/backend/src/runtimes/node/index.ts'

/** What the parent is told when it asks. */
export interface RelayFacts {
  readonly url: string
  readonly residentBytes: number
  /** What this process has used so far, in milliseconds. */
  readonly cpuMs: number
  /** Sockets, timers and whatever else keeps Node busy. */
  readonly resources: number
  readonly openFiles: number
  /** Of the event loop's delay since the last question, in milliseconds. */
  readonly loopP99Ms: number
  /** Names of Node's own warnings, such as too many listeners. */
  readonly warnings: readonly string[]
}

const warnings: string[] = []
process.on('warning', ({ name }) => warnings.push(name))
setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')
const delay = monitorEventLoopDelay({ resolution: 5 })

const relay = await startRelay({
  app: { appKey: 'load', appSecret: 'load' },
  uploadsPerMinute: 0,
  callsPerSecond: 0,
  maxUploadsPerSubject: 1_000_000,
  port: 0,
  ...JSON.parse(process.argv[2] ?? '{}'),
})
delay.enable()
tell()
process.on('message', ({ settle }: { settle?: boolean }) => {
  if (settle) collectGarbage()
  tell()
})
process.on('disconnect', () => process.exit(0))

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function tell(): void {
  process.send?.({
    url: relay.url,
    residentBytes: process.memoryUsage.rss(),
    cpuMs: cpuMs(),
    resources: process.getActiveResourcesInfo().length,
    openFiles: process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0,
    loopP99Ms: delay.percentile(99) / 1e6,
    warnings,
  } satisfies RelayFacts)
  delay.reset()
}
