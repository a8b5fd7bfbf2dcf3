/**
 * Holds the relay's tests to the list in `docs/security.md`: each of its ids stands in the title of a test, or,
 * in brackets, in the list's own last column; and no title has an id that is not there.
 */

import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const PAGE = 'docs/security.md'
const TESTS = ['packages/backend/src/**/*.test.ts', '.ci/*.test.ts', 'bench/**/*.ts', 'e2e/*.test.ts']

/** The checks' own tests have ids that are none. */
const NOT_OURS = ['**/node_modules', '.ci/check-*.test.ts']

/** One line for each id without a test, and for each test with an id that nobody knows. */
export function checkRelayIds(root: string): string[] {
  const { ids, elsewhere } = readIds(readFileSync(join(root, PAGE), 'utf8'))
  const groups = new Set([...ids].map(groupOf))
  const tested = new Set<string>()
  const problems: string[] = []
  for (const path of globSync(TESTS, { cwd: root, exclude: NOT_OURS }).sort()) {
    for (const id of idsIn(readFileSync(join(root, path), 'utf8'))) {
      if (!groups.has(groupOf(id))) continue
      tested.add(id)
      if (!ids.has(id)) problems.push(`${path} has ${id}, which is not in ${PAGE}`)
    }
  }
  for (const id of ids) {
    if (!tested.has(id) && !elsewhere.has(id)) problems.push(`${id} stands in the title of no test`)
  }
  return problems
}

/** The ids of the table's first column, where `GR-01..03, 05` is four of them, and those in brackets. */
export function readIds(page: string) {
  const ids = new Set<string>()
  const elsewhere = new Set<string>()
  for (const [, first = '', rest = ''] of page.matchAll(/^\| ([A-Z]{2}-\d\d[^|]*) \|(.*)$/gm)) {
    const group = groupOf(first)
    for (const [, from, to = from] of first.matchAll(/\b(\d\d)(?:\.\.(\d\d))?\b/g)) {
      for (let number = Number(from); number <= Number(to); number++) {
        ids.add(`${group}-${String(number).padStart(2, '0')}`)
      }
    }
    for (const [, id = ''] of rest.matchAll(/\[([A-Z]{2}-\d\d)\]/g)) elsewhere.add(id)
  }
  return { ids, elsewhere }
}

/** The ids in a test's source, but for its comments: what is left of it is titles. */
function idsIn(source: string): string[] {
  const code = source.replace(/^\s*(\/\/|\/?\*).*$/gm, '')
  return [...new Set(code.match(/\b[A-Z]{2}-\d\d\b/g))]
}

function groupOf(id: string): string {
  return id.slice(0, 2)
}

if (import.meta.main) {
  const problems = checkRelayIds(resolve(import.meta.dirname, '..'))
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
