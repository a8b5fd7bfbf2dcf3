import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { checkElementIds } from './check-element-ids.ts'

const PAGE = `
| | what holds | otherwise |
|---|---|---|
| 1 | One file. | |
| 2 | Two files. | Only here. |
| BR-03 | Three files. | |
`

/** The problems in a project of this page and of tests with these titles, by path. */
function problemsOf(t: TestContext, titles: Readonly<Record<string, string>>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'conformance-'))
  t.after(() => rmSync(root, { recursive: true }))
  const suites = { 'packages/element/src/queue/node-suites.browser.test.ts': "import '../b.test.ts'\n" }
  const tests = Object.entries(titles).map(([path, title]) => [path, `test(${title}, () => {})`] as const)
  for (const [path, text] of [...tests, ...Object.entries(suites), ['docs/conformance.md', PAGE] as const]) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return checkElementIds(root)
}

test('a row is met by a title in browsers, by a suite that runs there, or anywhere with a reason', (t) => {
  const problems = problemsOf(t, {
    'packages/element/src/a.browser.test.ts': "'takes one (1)'",
    'packages/element/src/b.test.ts': '`takes three \n or so (BR-03)`',
    'e2e/c.test.ts': "'takes two (2)'",
  })
  assert.deepEqual(problems, [])
})

test('a row without a test is told, one without a browser or a reason, and a number without a row', (t) => {
  const problems = problemsOf(t, {
    'packages/element/src/a.browser.test.ts': "'takes one (7)'",
    'e2e/c.test.ts': "'takes three (BR-03)'",
  })
  assert.deepEqual(problems, [
    'packages/element/src/a.browser.test.ts has (7), which is not in docs/conformance.md',
    '(1) stands in the title of no test',
    '(2) stands in the title of no test',
    '(BR-03) is tested in no three engines, and docs/conformance.md does not say why',
  ])
})
