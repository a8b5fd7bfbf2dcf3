/**
 * Shows a report as tables, in Markdown, so that they can be pasted as they are.
 */

import type { Fact } from '../measure/facts.ts'
import type { Result } from '../measure/run-interleaved.ts'
import type { FigureName, Scenario } from '../measure/scenario.ts'
import type { Subject } from '../subjects/subject.ts'
import { YARDSTICK } from '../subjects/subjects.ts'
import type { BenchReport } from './bench-report.ts'

const TITLES: Readonly<Record<FigureName, string>> = {
  cpuSecondsPerGb: 'CPU s/GB',
  cpuMsPerUpload: 'CPU ms each',
  peakMb: 'peak MB',
  mbPerSecond: 'MB/s',
  uploadsPerSecond: 'uploads/s',
  p50Ms: 'p50 ms',
  p99Ms: 'p99 ms',
  firstByteMs: 'first byte ms',
}

/** Figures that are also shown as a multiple of the yardstick's. */
const COMPARED: readonly FigureName[] = ['cpuSecondsPerGb', 'cpuMsPerUpload']

export function printTable(
  report: BenchReport,
  subjects: readonly Subject[],
  scenarios: readonly Scenario[],
): void {
  const { date, machine, versions, runs, results, facts } = report
  console.log(
    `${date}, ${machine}\n${versions}; medians of ${runs} interleaved ${runs === 1 ? 'run' : 'runs'}`,
  )
  for (const scenario of scenarios) {
    console.log(`\n${scenario.name}: ${scenario.summary}\n`)
    printRow(['', ...scenario.figures.map((figure) => TITLES[figure])])
    printRow(['---', ...scenario.figures.map(() => '---:')])
    for (const subject of subjects) printRow([subject.summary, ...cells(results, subject, scenario)])
  }
  if (facts.length > 0) printFacts(facts, subjects)
  for (const { subject, scenario, failure } of results) {
    if (failure) console.log(`\n${scenario}, ${subject}: ${failure}`)
  }
}

function cells(results: readonly Result[], subject: Subject, scenario: Scenario): string[] {
  const find = (name: string) =>
    results.find((result) => result.subject === name && result.scenario === scenario.name)?.figures
  return scenario.figures.map((figure) => {
    const value = find(subject.name)?.[figure]
    const unit = find(YARDSTICK)?.[figure]
    if (value === undefined) return 'failed'
    return COMPARED.includes(figure) && unit ? `${show(value)} (${(value / unit).toFixed(1)}x)` : show(value)
  })
}

function printFacts(facts: readonly Fact[], subjects: readonly Subject[]): void {
  console.log('\nwhile the client still sends (8 MiB/s), and memory by size of file (32 clients)\n')
  printRow(['', 'upstream before half', 'ahead ms', 'peak MB, 1 MiB files', 'peak MB, 20 MiB files'])
  printRow(['---', '---:', '---:', '---:', '---:'])
  for (const fact of facts) {
    const { summary = fact.subject } = subjects.find(({ name }) => name === fact.subject) ?? {}
    const figures = [fact.aheadMs, fact.peakMbSmallFiles, fact.peakMbLargeFiles].map((value) =>
      show(value ?? 0),
    )
    printRow([summary, `${fact.begunBeforeHalf} of ${fact.slowUploads}`, ...figures])
  }
}

function printRow(cells: readonly string[]): void {
  console.log(`| ${cells.join(' | ')} |`)
}

function show(value: number): string {
  if (value >= 100) return value.toFixed(0)
  return value.toFixed(value >= 10 ? 1 : value >= 0.1 ? 2 : 3)
}
