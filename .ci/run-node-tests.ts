/**
 * Runs test files with node:test, each in a process of its own. What node:test itself lets
 * pass is counted as failed here: a file that ends without having run a test.
 */

import { type EventData, run } from 'node:test'
import { spec } from 'node:test/reporters'
import type { Tally } from './tally.ts'

export interface NodeTestOptions {
  /** How many files run at the same time. */
  readonly concurrency: number
  /** After this long a single test has failed. */
  readonly testTimeoutMs: number
  /** After this long everything still running is ended, and has failed. */
  readonly timeoutMs: number
}

/** Runs these files and resolves with what came of them. */
export async function runNodeTests(files: readonly string[], options: NodeTestOptions): Promise<Tally> {
  const { concurrency, testTimeoutMs, timeoutMs } = options
  const tally = { passed: 0, failed: 0, skipped: 0 }
  const execArgv = ['--conditions=@dt-media/source', `--test-timeout=${testTimeoutMs}`]
  const signal = AbortSignal.timeout(timeoutMs)
  const events = run({ files: [...files], concurrency, execArgv, signal })
  events.on('test:pass', ({ name, skip, todo, details }: EventData.TestPass) => {
    if (isFile(name, files)) {
      tally.failed++
      console.error(`✖ ${name} ran no test`)
    } else if (skip !== undefined || todo !== undefined) tally.skipped++
    else if (details.type !== 'suite') tally.passed++
  })
  events.on('test:fail', ({ todo, details }: EventData.TestFail) => {
    if (todo !== undefined) tally.skipped++
    else if (details.type !== 'suite' || !isBySubtests(details.error)) tally.failed++
  })
  for await (const text of events.compose(spec)) process.stdout.write(text)
  return tally
}

// Node reports a file as a test of its own when it crashed, or when it held no test.
function isFile(name: string, files: readonly string[]): boolean {
  return files.includes(name)
}

// A suite that failed in a hook has no failed test that would stand for it.
function isBySubtests(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed'
}
