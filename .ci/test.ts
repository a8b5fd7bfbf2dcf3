/**
 * What `pnpm test` runs: `unit` (node:test), `browser` (the element in real browsers) and `e2e`
 * (a page, the relay and the emulator together); only when named, `packed` (both packages, built
 * and packed, in projects of their own). Any other argument picks the files whose path contains it.
 */

import { globSync, readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { runBrowserTests } from './run-browser-tests.ts'
import { runNodeTests } from './run-node-tests.ts'
import { sumTallies, type Tally, tallyLine } from './tally.ts'

interface Stage {
  readonly title: string
  readonly patterns: readonly string[]
  /** Runs only when it is named: it needs more than the sources. */
  readonly named?: true
  readonly run: (files: readonly string[]) => Promise<Tally>
}

const MINUTE = 60_000

const STAGES: Readonly<Record<string, Stage>> = {
  unit: {
    title: 'Unit tests',
    patterns: ['packages/*/src/**/*.test.ts', '.ci/**/*.test.ts', '{bench,demo}/**/*.test.ts'],
    run: (files) =>
      runNodeTests(files, { concurrency: 2, testTimeoutMs: MINUTE, timeoutMs: 20 * MINUTE, again: true }),
  },
  browser: {
    title: 'Browser tests',
    patterns: ['packages/element/src/**/*.browser.test.ts'],
    run: runBrowserTests,
  },
  e2e: {
    title: 'End-to-end tests',
    patterns: ['e2e/**/*.test.ts'],
    run: (files) =>
      runNodeTests(files, { concurrency: 1, testTimeoutMs: 3 * MINUTE, timeoutMs: 30 * MINUTE, again: true }),
  },
  packed: {
    title: 'Tests of the packed packages',
    patterns: ['packed/*.test.ts'],
    named: true,
    run: (files) =>
      runNodeTests(files, { concurrency: 1, testTimeoutMs: 10 * MINUTE, timeoutMs: 60 * MINUTE }),
  },
}

const root = resolve(import.meta.dirname, '..')
process.chdir(root)
assertPinnedNode()

const wanted = process.argv.slice(2)
const stages = wanted.filter((word) => word in STAGES)
const parts = wanted.filter((word) => !(word in STAGES))
const tallies: Tally[] = []
for (const [name, stage] of Object.entries(STAGES)) {
  if (stages.includes(name) || (stages.length === 0 && !stage.named))
    tallies.push(await runStage(name, stage))
}
const total = sumTallies(tallies)
if (total.passed + total.failed === 0) console.error(`No test was found: ${nothingFound()}`)
console.log(`\n${tallyLine(total)}`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)

/** Where was looked, and for what. */
function nothingFound(): string {
  const where = stages.length > 0 ? `among ${stages.join(' and ')} tests` : 'anywhere'
  return `no path ${where} has ${parts.map((part) => `'${part}'`).join(' or ')} in it. ${Object.keys(STAGES).join(', ')} name a part; without one all are searched.`
}

/** A stage that breaks, or has files and runs no test of theirs, counts as one failed test. */
async function runStage(name: string, { title, patterns, run }: Stage): Promise<Tally> {
  const files = testFiles(name, patterns)
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 }
  console.log(`\n${title}: ${files.length} ${files.length === 1 ? 'file' : 'files'}`)
  const startedAt = performance.now()
  const tally = await run(files).catch((error: unknown) => {
    console.error(error)
    return { passed: 0, failed: 1, skipped: 0 }
  })
  const ran = tally.passed + tally.failed + tally.skipped > 0 ? tally : { ...tally, failed: 1 }
  console.log(`${title}: ${tallyLine(ran)} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  return ran
}

function testFiles(name: string, patterns: readonly string[]): string[] {
  const isWanted = (path: string) => parts.length === 0 || parts.some((part) => path.includes(part))
  return patterns
    .flatMap((pattern) => globSync(pattern))
    .filter((path) => path.endsWith('.browser.test.ts') === (name === 'browser'))
    .filter((path) => !path.includes('node_modules') && isWanted(relative('.', path)))
    .sort()
    .map((path) => resolve(path))
}

function assertPinnedNode(): void {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  if (process.version !== `v${devDependencies.node}`) {
    console.error(
      `This is Node ${process.version}; run it as \`npx -y pnpm@10 test\`, which uses ${devDependencies.node}.`,
    )
    process.exit(1)
  }
}
