/**
 * Measures all subjects in turns, so that what disturbs the machine disturbs all of them, and takes medians.
 */

import { median } from '../relay/measure/median.ts'
import type { BuiltSubject } from './built-subject.ts'
import { type Figures, measure, type Scenario } from './measure.ts'

export interface ElementResult {
  readonly subject: string
  readonly scenario: string
  readonly figures: Figures
  readonly failure?: string
}

interface RunOptions {
  readonly runs: number
  readonly log: (line: string) => void
}

/** A subject that fails or does not come to an end in a scenario is not asked again. */
export async function runSubjects(
  subjects: readonly BuiltSubject[],
  scenarios: readonly Scenario[],
  { runs, log }: RunOptions,
): Promise<ElementResult[]> {
  const measured = new Map<string, Figures[]>()
  const failures = new Map<string, string>()
  for (let run = 1; run <= runs; run++) {
    for (const scenario of scenarios) {
      for (const subject of subjects) {
        const key = `${subject.name}, ${scenario.name}`
        const before = measured.get(key) ?? []
        if (failures.has(key) || before.at(-1)?.unfinished) continue
        log(`run ${run} of ${runs}: ${key}`)
        try {
          measured.set(key, [...before, await measure(subject, scenario)])
        } catch (error) {
          failures.set(key, String(error))
          log(`  ${error}`)
        }
      }
    }
  }
  return scenarios.flatMap((scenario) =>
    subjects.map((subject) => {
      const key = `${subject.name}, ${scenario.name}`
      const failure = failures.get(key)
      const figures = mediansOf(measured.get(key) ?? [])
      return { subject: subject.name, scenario: scenario.name, figures, ...(failure ? { failure } : {}) }
    }),
  )
}

function mediansOf(measured: readonly Figures[]): Figures {
  const names = new Set(measured.flatMap((figures) => Object.keys(figures)))
  return Object.fromEntries(
    [...names].map((name) => [name, median(measured.flatMap((figures) => figures[name] ?? []))]),
  )
}
