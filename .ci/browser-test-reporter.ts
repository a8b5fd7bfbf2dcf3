/** Prints browser tests like node:test prints its own: one line each, errors and page logs below their file. */

import { relative } from 'node:path'
import { styleText } from 'node:util'
import type { Reporter, TestResultError, TestSession, TestSuiteResult } from '@web/test-runner'

type Log = (line: string) => void

/** A reporter that prints each file when every browser has finished it. */
export function browserTestReporter(): Reporter {
  return {
    reportTestFileResults({ logger, sessionsForTestFile, testFile }) {
      const log: Log = (line) => logger.log(line)
      log(`▶ ${relative(process.cwd(), testFile)}`)
      for (const session of sessionsForTestFile) logSession(session, log)
    },
  }
}

function logSession({ browser, testResults, errors, logs, request404s }: TestSession, log: Log): void {
  if (testResults) logSuite(testResults, `${browser.name}:`, log)
  for (const error of errors) log(styleText('red', `  ✖ ${browser.name}: ${errorText(error)}`))
  for (const url of request404s) log(`    404 ${url}`)
  for (const args of logs) log(`    console: ${args.map(printed).join(' ')}`)
}

function logSuite({ suites, tests }: TestSuiteResult, prefix: string, log: Log): void {
  for (const { name, passed, skipped, duration, error } of tests) {
    if (skipped) log(`  ﹣ ${prefix} ${name} # SKIP`)
    else if (passed) log(`  ${styleText('green', '✔')} ${prefix} ${name} (${duration ?? 0}ms)`)
    else log(`  ${styleText('red', `✖ ${prefix} ${name}`)}\n    ${errorText(error)}`)
  }
  for (const suite of suites) logSuite(suite, `${prefix} ${suite.name} ›`, log)
}

// Only Chromium's stacks begin with the message.
function errorText({
  message = 'failed',
  stack = '',
  expected,
  actual,
}: Partial<TestResultError> = {}): string {
  const difference = expected === undefined ? '' : `\n    expected ${expected}\n    actual   ${actual}`
  return stack.includes(message) ? stack + difference : `${message}${difference}\n    ${stack.trim()}`
}

function printed(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
