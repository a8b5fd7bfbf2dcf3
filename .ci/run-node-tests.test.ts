import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'

const IMPORT = "import { describe, test, after } from 'node:test'\n"

/** The tally of one test file, run in a process of its own: node:test does not run within itself. */
function tallyOf(t: TestContext, source: string, again = false): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'node-tests-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'a.test.mjs')
  writeFileSync(file, IMPORT + source)
  const runner = join(import.meta.dirname, 'run-node-tests.ts')
  const script = `
    import { runNodeTests } from ${JSON.stringify(runner)}
    const options = { concurrency: 1, testTimeoutMs: 500, timeoutMs: 10_000, again: ${again} }
    const tally = await runNodeTests([${JSON.stringify(file)}], options)
    console.log('\\n' + JSON.stringify(tally))`
  const main = join(folder, 'main.mjs')
  writeFileSync(main, script)
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const { stdout } = spawnSync(process.execPath, [main], { encoding: 'utf8', env })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

for (const [what, source, tally] of [
  [
    'tests count, suites do not',
    "describe('s', () => { test('a', () => {}); test('b', () => {}) })",
    [2, 0, 0],
  ],
  [
    'a failed test in a suite counts once',
    "describe('s', () => { test('a', () => { throw 1 }) })",
    [0, 1, 0],
  ],
  [
    'a failed hook counts',
    "describe('s', () => { after(() => { throw 1 }); test('a', () => {}) })",
    [1, 1, 0],
  ],
  ['skipped tests and todos count apart', "test.skip('a'); test.todo('b'); test('c', () => {})", [1, 0, 2]],
  ['a file that crashes has failed', "throw new Error('at once')", [0, 1, 0]],
  ['a file without a test has failed', '', [0, 1, 0]],
  ['a file that leaves before its tests has failed', "process.exit(0); test('a', () => {})", [0, 1, 0]],
  [
    'a test that never ends has failed',
    "test('a', () => new Promise((r) => setTimeout(r, 5000)))",
    [0, 1, 0],
  ],
] as const) {
  test(what, (t) => {
    const [passed, failed, skipped] = tally
    assert.deepEqual(tallyOf(t, source), { passed, failed, skipped })
  })
}

const FAILS_FIRST = `
import { existsSync, writeFileSync } from 'node:fs'
const mark = import.meta.filename + '.seen'
test('a', () => {})
test('b', () => { if (!existsSync(mark)) { writeFileSync(mark, ''); throw 1 } })`

test('a file that fails once counts by its second run, where one is wanted', (t) => {
  assert.deepEqual(tallyOf(t, FAILS_FIRST), { passed: 1, failed: 1, skipped: 0 })
  assert.deepEqual(tallyOf(t, FAILS_FIRST, true), { passed: 2, failed: 0, skipped: 0 })
})

test('a file that fails twice has failed', (t) => {
  assert.deepEqual(tallyOf(t, "test('a', () => { throw 1 })", true), { passed: 0, failed: 1, skipped: 0 })
})
