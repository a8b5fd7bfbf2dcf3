/**
 * Measures everything in turns, so that what disturbs the machine for a while disturbs
 * everyone alike, and takes medians.
 */

import type { Subject } from '../subjects/subject.ts'
import type { BenchStage } from './bench-stage.ts'
import { measure } from './measure.ts'
import { median } from './median.ts'
import type { FigureName, Figures, Scenario } from './scenario.ts'

/** One subject's medians in one scenario. */
export interface Result {
  readonly subject: string
  readonly scenario: string
  readonly figures: Figures
  /** Why there are none. */
  readonly failure?: string | undefined
  /** Its uploads had no Content-Length. */
  readonly unsized?: boolean | undefined
}

export interface InterleavedRun {
  readonly subjects: readonly Subject[]
  readonly scenarios: readonly Scenario[]
  readonly runs: number
  readonly stage: BenchStage
  readonly log: (text: string) => void
}

export async function runInterleaved(options: InterleavedRun): Promise<Result[]> {
  const { subjects, scenarios, runs, stage, log } = options
  const found = new Map<string, Figures[]>()
  const results = new Map<string, Result>()
  for (let run = 1; run <= runs; run++) {
    for (const scenario of scenarios) {
      if (scenario.once && run > 1) continue
      for (const subject of subjects) {
        const key = `${scenario.name} ${subject.name}`
        if (results.get(key)?.failure) continue
        log(`run ${run} of ${runs}: ${scenario.summary}: ${subject.summary}`)
        const place = { subject: subject.name, scenario: scenario.name }
        try {
          const { figures, ledger } = await measure(subject, scenario, stage)
          const list = [...(found.get(key) ?? []), figures]
          found.set(key, list)
          results.set(key, { ...place, figures: medians(list), unsized: ledger.unsized > 0 || undefined })
        } catch (error) {
          const failure = error instanceof Error ? error.message : String(error)
          results.set(key, { ...place, figures: {}, failure })
        }
      }
    }
  }
  return [...results.values()]
}

function medians(list: readonly Figures[]): Figures {
  const names = Object.keys(list[0] ?? {}) as FigureName[]
  return Object.fromEntries(
    names.map((name) => [name, rounded(median(list.flatMap((figures) => figures[name] ?? [])))]),
  )
}

function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value.toPrecision(4))
}
