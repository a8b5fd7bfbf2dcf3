/**
 * Runs test files with node:test, each in a process of its own. What node:test itself lets
 * pass is counted as failed here: a file that ends without having run a test.
 */

import { type EventData, run } from 'node:test'
import { spec } from 'node:test/reporters'
import { runFailedAgain } from './run-again.ts'
import { sumTallies, type Tally } from './tally.ts'

export interface NodeTestOptions {
  /** How many files run at the same time. */
  readonly concurrency: number
  /** After this long a single test has failed. */
  readonly testTimeoutMs: number
  /** After this long everything still running is ended, and has failed. */
  readonly timeoutMs: number
  /** Whether files with a failed test are run once more, one at a time: sockets and processes mind a busy machine. */
  readonly again?: boolean
}

/** Runs these files and resolves with what came of them. */
export async function runNodeTests(files: readonly string[], options: NodeTestOptions): Promise<Tally> {
  if (!options.again) return sumTallies([...(await runOnce(files, options)).values()])
  return sumTallies(
    await runFailedAgain(files, (some, again) =>
      runOnce(some, again ? { ...options, concurrency: 1 } : options),
    ),
  )
}

type MutableTally = { -readonly [Key in keyof Tally]: Tally[Key] }

async function runOnce(
  files: readonly string[],
  { concurrency, testTimeoutMs, timeoutMs }: NodeTestOptions,
): Promise<Map<string, Tally>> {
  const tallies = new Map<string, MutableTally>()
  const tallyOf = (file = '') => {
    const tally = tallies.get(file) ?? { passed: 0, failed: 0, skipped: 0 }
    tallies.set(file, tally)
    return tally
  }
  const execArgv = ['--conditions=@dt-media/source', `--test-timeout=${testTimeoutMs}`]
  const signal = AbortSignal.timeout(timeoutMs)
  const events = run({ files: [...files], concurrency, execArgv, signal })
  events.on('test:pass', ({ name, file, skip, todo, details }: EventData.TestPass) => {
    const tally = tallyOf(file)
    if (isFile(name, files)) {
      tally.failed++
      console.error(`✖ ${name} ran no test`)
    } else if (skip !== undefined || todo !== undefined) tally.skipped++
    else if (details.type !== 'suite') tally.passed++
  })
  events.on('test:fail', ({ file, todo, details }: EventData.TestFail) => {
    const tally = tallyOf(file)
    if (todo !== undefined) tally.skipped++
    else if (details.type !== 'suite' || !isBySubtests(details.error)) tally.failed++
  })
  for await (const text of events.compose(spec)) process.stdout.write(text)
  return tallies
}

// Node reports a file as a test of its own when it crashed, or when it held no test.
function isFile(name: string, files: readonly string[]): boolean {
  return files.includes(name)
}

// A suite that failed in a hook has no failed test that would stand for it.
function isBySubtests(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed'
}
