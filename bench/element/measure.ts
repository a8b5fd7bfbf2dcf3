/**
 * Measures one subject in a Chromium of its own for each figure, so that none inherits another's heap or compiled code.
 */

import type { CDPSession, Page } from 'puppeteer-core'
import { launchChrome } from '../../.ci/browsers.ts'
import type { BuiltSubject } from './built-subject.ts'
import { addIn, cyclesIn, mountIn, renderIn, stateIn } from './in-page.ts'

/** One figure each; `undefined` where it could not be told. */
export type Figures = Readonly<Record<string, number | undefined>>

export interface Scenario {
  readonly name: string
  /** Further flags of the browser. */
  readonly flags?: readonly string[]
  readonly measure: (page: Page, session: CDPSession) => Promise<Figures>
}

/** After this it is no longer waited for. */
const PATIENCE_MS = 60_000

/** So little work in so long is rest: a spinner may turn. */
const REST = { everyMs: 300, busyMs: 45 }

/** Frames as soon as they can be made, so that a time is not rounded up to the screen's next one. */
const UNBOUND_FRAMES = ['--disable-frame-rate-limit', '--disable-gpu-vsync']

const WARM_UP_CYCLES = 20

export function renderScenario(count: number): Scenario {
  return {
    name: `render-${count}`,
    flags: UNBOUND_FRAMES,
    measure: async (page) => ({ paintMs: await page.evaluate(renderIn, count) }),
  }
}

export function addScenario(count: number): Scenario {
  return {
    name: `add-${count}`,
    measure: async (page, session) => {
      await page.evaluate(mountIn)
      const before = await metricsOf(session)
      await page.evaluate(addIn, count)
      const isDone = await Promise.race([atRest(page, session, count), noAnswer()])
      if (isDone === undefined) return { workMs: 2 * PATIENCE_MS, unfinished: 1 }
      const after = await metricsOf(session)
      const { nodes, longestMs } = await page.evaluate(stateIn)
      const unfinished = isDone ? {} : { unfinished: 1 }
      return {
        workMs: (after.TaskDuration - before.TaskDuration) * 1000,
        scriptMs: (after.ScriptDuration - before.ScriptDuration) * 1000,
        longestMs,
        nodes,
        ...unfinished,
      }
    },
  }
}

export function cycleScenario(cycles: number): Scenario {
  return {
    name: `cycles-${cycles}`,
    measure: async (page, session) => {
      await page.evaluate(cyclesIn, WARM_UP_CYCLES)
      const before = await settledMemory(session)
      const cyclesMs = await page.evaluate(cyclesIn, cycles)
      const after = await settledMemory(session)
      return {
        cyclesMs,
        heapKb: (after.heap - before.heap) / 1000,
        listeners: after.listeners - before.listeners,
        nodesLeft: after.nodes - before.nodes,
      }
    },
  }
}

export async function measure(subject: BuiltSubject, scenario: Scenario): Promise<Figures> {
  const browser = await launchChrome({
    protocolTimeout: 3 * PATIENCE_MS,
    // What calls home is not answered, nor waited for.
    args: [...(scenario.flags ?? []), '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  })
  try {
    const page = await browser.newPage()
    const session = await page.createCDPSession()
    await session.send('Performance.enable')
    await page.goto(subject.url)
    return await scenario.measure(page, session)
  } finally {
    await browser.close()
  }
}

/** Whether all files are listed and the page has come to rest in time. */
async function atRest(page: Page, session: CDPSession, count: number): Promise<boolean> {
  const until = performance.now() + PATIENCE_MS
  let quiet = 0
  let worked = (await metricsOf(session)).TaskDuration
  while (performance.now() < until) {
    await new Promise((done) => setTimeout(done, REST.everyMs))
    const { TaskDuration } = await metricsOf(session)
    const isQuiet = (TaskDuration - worked) * 1000 < REST.busyMs
    worked = TaskDuration
    quiet = isQuiet && (await page.evaluate(stateIn)).listed >= count ? quiet + 1 : 0
    if (quiet === 2) return true
  }
  return false
}

/** A page that is in one task for minutes answers nobody. */
function noAnswer(): Promise<undefined> {
  return new Promise((done) => setTimeout(done, 2 * PATIENCE_MS, undefined).unref())
}

async function settledMemory(session: CDPSession) {
  for (let i = 0; i < 3; i++) {
    await new Promise((done) => setTimeout(done, 200))
    await session.send('HeapProfiler.collectGarbage')
  }
  const { JSHeapUsedSize, JSEventListeners, Nodes } = await metricsOf(session)
  return { heap: JSHeapUsedSize, listeners: JSEventListeners, nodes: Nodes }
}

type MetricName = 'TaskDuration' | 'ScriptDuration' | 'JSHeapUsedSize' | 'JSEventListeners' | 'Nodes'

async function metricsOf(session: CDPSession): Promise<Record<MetricName, number>> {
  const { metrics } = await session.send('Performance.getMetrics')
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value])) as Record<MetricName, number>
}
