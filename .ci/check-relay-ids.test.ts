import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { checkRelayIds, readIds } from './check-relay-ids.ts'

const PAGE = `
| ids | about | tests |
|---|---|---|
| XX-01..02, 04 | one thing | \`here\` |
| YY-09, 10 | another | \`there\`. Measured [YY-10] |
`

/** The problems in a project of this page and of tests with these sources, by path. */
function problemsOf(t: TestContext, files: Readonly<Record<string, string>>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'relay-ids-'))
  t.after(() => rmSync(root, { recursive: true }))
  for (const [path, text] of Object.entries({ ...files, 'docs/security.md': PAGE })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return checkRelayIds(root)
}

test('a list of ids may have ranges, and say of one that it is held elsewhere', () => {
  const { ids, elsewhere } = readIds(PAGE)
  assert.deepEqual([...ids], ['XX-01', 'XX-02', 'XX-04', 'YY-09', 'YY-10'])
  assert.deepEqual([...elsewhere], ['YY-10'])
})

test('each id has a title, in whatever way it is written', (t) => {
  const problems = problemsOf(t, {
    'packages/backend/src/a.test.ts':
      "test('XX-01 XX-02 holds', () => {})\nconst cases = { 'XX-04 a name': 1 }",
    'bench/load/b.ts': "export const b = { title: 'much of it (YY-09)' }",
  })
  assert.deepEqual(problems, [])
})

test('an id in a comment alone, in no test, or on no list is told', (t) => {
  const problems = problemsOf(t, {
    'packages/backend/src/a.test.ts':
      "// XX-01\n/** XX-02 */\ntest('XX-03 XX-04 YY-09 and ISO-88', () => {})",
    'packages/backend/src/a.ts': "const title = 'XX-01'",
  })
  assert.deepEqual(problems, [
    'packages/backend/src/a.test.ts has XX-03, which is not in docs/security.md',
    'XX-01 stands in the title of no test',
    'XX-02 stands in the title of no test',
  ])
})
