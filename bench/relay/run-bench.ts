/**
 * The whole benchmark, start to end: measures, prints, compares, stores.
 */

import type { BenchOptions } from './bench-options.ts'
import { openStage } from './measure/bench-stage.ts'
import { measureFacts } from './measure/facts.ts'
import { runInterleaved } from './measure/run-interleaved.ts'
import { type BenchReport, describeMachine } from './report/bench-report.ts'
import { compareWithStored } from './report/compare-with-stored.ts'
import { judgeShort } from './report/judge-short.ts'
import { readStored, writeStored } from './report/stored.ts'
import { printTable } from './report/table.ts'
import { createSubjects, YARDSTICK } from './subjects/subjects.ts'

/** Resolves to whether all was well. */
export async function runBench(options: BenchOptions): Promise<boolean> {
  const { only, short, scenarios, runs, mainFile } = options
  const all = await createSubjects(mainFile)
  const wanted = all.filter(({ name }) => !only || only.includes(name) || (!short && name === YARDSTICK))
  for (const { summary, missing } of wanted) if (missing) console.log(`Without ${summary}: ${missing}.`)
  const subjects = wanted.filter(({ missing }) => !missing)

  const stage = await openStage()
  try {
    const run = () => runInterleaved({ subjects, scenarios, runs, stage, log: progress })
    const results = await run()
    const facts = options.facts ? await measureFacts(subjects, stage) : []
    const report: BenchReport = { ...describeMachine(), runs, results, facts }
    clearProgress()
    printTable(report, subjects, scenarios)
    // A machine that was busy for a moment is no regression: what fails is measured once more.
    if (short) return print(judgeShort([results])) || print(judgeShort([results, await run()]))
    const stored = readStored()
    if (options.store) writeStored(report)
    return stored && !options.store ? print(compareWithStored(report, stored)) : true
  } finally {
    await stage.close()
  }
}

interface Verdict {
  readonly good: boolean
  readonly lines: readonly string[]
}

function print({ good, lines }: Verdict): boolean {
  console.log(`\n${lines.join('\n')}`)
  return good
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
}

function clearProgress(): void {
  progress('')
}
