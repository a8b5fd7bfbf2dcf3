/**
 * The verdict for CI: ratios to peers of the same run, never a time, and far enough from
 * what is usual that a busy machine does not fail a good change.
 */

import type { Result } from '../measure/run-interleaved.ts'
import type { FigureName } from '../measure/scenario.ts'

interface Limit {
  readonly scenario: string
  readonly figure: FigureName
  readonly peer: string
  /** The relay's figure divided by the peer's may be so much. */
  readonly atMost: number
}

const LIMITS: readonly Limit[] = [
  { scenario: 'large', figure: 'cpuSecondsPerGb', peer: 'hono-parse-body', atMost: 0.4 },
  { scenario: 'large', figure: 'cpuSecondsPerGb', peer: 'http-proxy', atMost: 1.3 },
  { scenario: 'large', figure: 'peakMb', peer: 'hono-parse-body', atMost: 0.5 },
  { scenario: 'small', figure: 'cpuMsPerUpload', peer: 'hono-parse-body', atMost: 0.7 },
  { scenario: 'small', figure: 'cpuMsPerUpload', peer: 'http-proxy', atMost: 3 },
]

export interface Judgement {
  readonly good: boolean
  readonly lines: readonly string[]
}

/** Judges the best of several runs: what holds in one of them is no regression, for a busy machine only adds. */
export function judgeShort(runs: readonly (readonly Result[])[]): Judgement {
  let good = true
  const lines: string[] = []
  for (const { scenario, figure, peer, atMost } of LIMITS) {
    for (const subject of ['raw', 'form']) {
      const ratios = runs.flatMap((results) => ratioOf(results, scenario, figure, subject, peer) ?? [])
      // A figure that is missing is no pass.
      const ratio = ratios.length > 0 ? Math.min(...ratios) : Number.NaN
      const holds = ratio <= atMost
      good &&= holds
      lines.push(
        `${holds ? 'ok    ' : 'failed'} ${subject}, ${scenario}: ${figure} is ${ratio.toFixed(2)} of ${peer}'s, at most ${atMost}`,
      )
    }
  }
  return { good, lines }
}

function ratioOf(
  results: readonly Result[],
  scenario: string,
  figure: FigureName,
  subject: string,
  peer: string,
): number | undefined {
  const [own, theirs] = [subject, peer].map(
    (name) =>
      results.find((result) => result.subject === name && result.scenario === scenario)?.figures[figure],
  )
  return own !== undefined && theirs ? own / theirs : undefined
}
