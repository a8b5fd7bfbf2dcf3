/**
 * Says what has become worse. CPU is compared as a multiple of nginx's in the same run, so
 * that another machine, or a busy one, is not taken for another relay.
 */

import type { Result } from '../measure/run-interleaved.ts'
import type { FigureName } from '../measure/scenario.ts'
import { YARDSTICK } from '../subjects/subjects.ts'
import type { BenchReport } from './bench-report.ts'

/** More than noise, on a machine that does other things as well. */
const TOLERANCE = 1.25

/** What belongs to the relay; a rival may become as slow as it likes. */
const OURS = ['raw', 'form', 'grant', 'known']

const WATCHED: readonly (readonly [scenario: string, figure: FigureName, relative: boolean])[] = [
  ['large', 'cpuSecondsPerGb', true],
  ['large-tls', 'cpuSecondsPerGb', true],
  ['small', 'cpuMsPerUpload', true],
  ['many', 'peakMb', false],
  ['slow-clients', 'peakMb', false],
  ['slow-upstream', 'peakMb', false],
  ['first-byte', 'firstByteMs', false],
]

export interface Comparison {
  readonly good: boolean
  readonly lines: readonly string[]
}

export function compareWithStored(report: BenchReport, stored: BenchReport): Comparison {
  const worse: string[] = []
  for (const [scenario, figure, relative] of WATCHED) {
    for (const subject of OURS) {
      const now = figureOf(report.results, { subject, scenario, figure, relative })
      const before = figureOf(stored.results, { subject, scenario, figure, relative })
      if (now === undefined || before === undefined || now <= before * TOLERANCE) continue
      const unit = relative ? ' x nginx' : ''
      worse.push(
        `  ${subject}, ${scenario}: ${figure} ${now.toFixed(2)}${unit}, was ${before.toFixed(2)}${unit}`,
      )
    }
  }
  const since = `the stored table (${stored.date}, ${stored.machine})`
  return worse.length > 0
    ? { good: false, lines: [`Worse than ${since}:`, ...worse] }
    : { good: true, lines: [`No worse than ${since}.`] }
}

interface Wanted {
  readonly subject: string
  readonly scenario: string
  readonly figure: FigureName
  readonly relative: boolean
}

function figureOf(
  results: readonly Result[],
  { subject, scenario, figure, relative }: Wanted,
): number | undefined {
  const find = (name: string) =>
    results.find((result) => result.subject === name && result.scenario === scenario)?.figures[figure]
  const value = find(subject)
  if (!relative || value === undefined) return value
  const unit = find(YARDSTICK)
  return unit === undefined ? undefined : value / unit
}
