/**
 * Runs the element's `*.browser.test.ts` in every browser found. A file that cannot be loaded
 * has no test to fail, so each error outside of a test counts as a failed one.
 */

import {
  startTestRunner,
  type TestRunnerConfig,
  type TestSession,
  type TestSuiteResult,
} from '@web/test-runner'
import { testBrowsers } from './browser-launchers.ts'
import { browserTestReporter } from './browser-test-reporter.ts'
import { runFailedAgain } from './run-again.ts'
import { sumTallies, type Tally } from './tally.ts'

/** Runs these files, those that failed once more, and resolves with what came of them. */
export async function runBrowserTests(files: readonly string[]): Promise<Tally> {
  // The WebDriver launcher waits for no navigation; where one fails, its session fails by its own time-out.
  process.on('unhandledRejection', logRejection)
  const tallies = await runFailedAgain(files, runOnce)
  process.off('unhandledRejection', logRejection)
  return sumTallies(tallies)
}

async function runOnce(files: readonly string[], again: boolean): Promise<Map<string, Tally>> {
  const { default: config }: { default: TestRunnerConfig } = await import(
    '../packages/element/web-test-runner.config.mjs'
  )
  // The launchers of a run that is over are not started again.
  const alone = again && { browsers: await testBrowsers(), concurrentBrowsers: 1 }
  const runner = await startTestRunner({
    config: { ...config, ...alone, files: [...files], reporters: [browserTestReporter()] },
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
  })
  if (!runner) throw new Error('The browser tests could not be started')
  console.log(`In ${runner.browserNames.join(', ')}`)
  await new Promise((resolve) => runner.on('stopped', resolve))
  const sessions = [...runner.sessions.all()]
  return new Map(files.map((file) => [file, tallyOfFile(file, sessions)]))
}

function tallyOfFile(file: string, sessions: readonly TestSession[]): Tally {
  return sumTallies(sessions.filter(({ testFile }) => testFile === file).map(tallyOfSession))
}

function logRejection(reason: unknown): void {
  console.error(reason)
}

function tallyOfSession({ testResults, errors, passed }: TestSession): Tally {
  const tests = testResults ? testsOf(testResults) : []
  const failed = tests.filter((test) => !test.passed && !test.skipped).length + errors.length
  return {
    passed: tests.filter((test) => test.passed && !test.skipped).length,
    failed: passed ? failed : Math.max(1, failed),
    skipped: tests.filter((test) => test.skipped).length,
  }
}

function testsOf({ tests, suites }: TestSuiteResult): TestSuiteResult['tests'] {
  return [...tests, ...suites.flatMap(testsOf)]
}
