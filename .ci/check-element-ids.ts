/**
 * Holds the tests to `docs/conformance.md`: each of its rows stands, with its number, in the title of a test that runs
 * in every browser, or says why not; and no title has a number that is not there.
 */

import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

interface Row {
  readonly id: string
  /** What no test in three engines shows of it, and why. */
  readonly otherwise: string
}

const PAGE = 'docs/conformance.md'
const TESTS = ['packages/element/src/**/*.test.ts', 'e2e/**/*.test.ts']
/** Runs unit tests in browsers, by importing them. */
const SUITES = 'packages/element/src/queue/node-suites.browser.test.ts'

/** One line for each row without its test, and for each number without its row. */
export function checkElementIds(root: string): string[] {
  const rows = readRows(readFileSync(join(root, PAGE), 'utf8'))
  const everywhere = new Set<string>()
  const somewhere = new Set<string>()
  const problems: string[] = []
  const suites = importedBy(join(root, SUITES))
  for (const path of globSync(TESTS, { cwd: root, exclude: ['**/node_modules'] }).sort()) {
    const file = join(root, path)
    for (const id of idsInTitles(readFileSync(file, 'utf8'))) {
      if (!rows.some((row) => row.id === id)) problems.push(`${path} has (${id}), which is not in ${PAGE}`)
      somewhere.add(id)
      if (path.endsWith('.browser.test.ts') || suites.has(file)) everywhere.add(id)
    }
  }
  for (const { id, otherwise } of rows) {
    if (!somewhere.has(id)) problems.push(`(${id}) stands in the title of no test`)
    else if (!everywhere.has(id) && !otherwise)
      problems.push(`(${id}) is tested in no three engines, and ${PAGE} does not say why`)
  }
  return problems
}

/** The rows of the page's tables, in their order. */
export function readRows(page: string): Row[] {
  const found = page.matchAll(/^\| (\d+|BR-\d\d) \|[^|]+\|([^|\n]*)\|$/gm)
  return [...found].map(([, id = '', otherwise = '']) => ({ id, otherwise: otherwise.trim() }))
}

/** What stands in parentheses in the titles of tests and of groups of tests. */
export function idsInTitles(source: string): string[] {
  const titles = source.matchAll(/\b(?:it|test|describe)(?:\.skip)?\(\s*(['"`])((?:(?!\1).)*)\1/gs)
  return [...titles].flatMap(([, , title = '']) =>
    [...title.matchAll(/\((\d+|BR-\d\d)\)/g)].map(([, id = '']) => id),
  )
}

function importedBy(file: string): Set<string> {
  const imports = readFileSync(file, 'utf8').matchAll(/^import '(.+)'$/gm)
  return new Set([...imports].map(([, path = '']) => resolve(file, '..', path)))
}

if (import.meta.main) {
  const problems = checkElementIds(resolve(import.meta.dirname, '..'))
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
