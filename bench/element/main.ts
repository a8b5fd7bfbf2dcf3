/**
 * `pnpm bench element`: what the element costs a page, beside other upload components, in one interleaved run.
 */

import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { type BuiltSubject, buildSubject } from './built-subject.ts'
import { addScenario, cycleScenario, renderScenario } from './measure.ts'
import { describeRun, elementTable, storeTable } from './report.ts'
import { runSubjects } from './run-subjects.ts'
import { ownSubject, RIVALS_FOLDER, rivalSubjects } from './subjects.ts'

const HELP = `Usage: pnpm bench element [--runs N] [--own] [--store]

  --runs N   how often each is measured, in turns (3)
  --own      without the others, which are installed otherwise
  --store    writes the table into docs/benchmarks-element.md`

/** Runs the command. Resolves to its exit code. */
export async function elementCommand(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h' },
      runs: { type: 'string', default: '3' },
      own: { type: 'boolean' },
      store: { type: 'boolean' },
    },
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const runs = Number(values.runs)
  if (!(Number.isInteger(runs) && runs > 0)) throw new Error('--runs takes a whole number above 0')
  pnpm('--silent', '--filter', '@dt-media/element', 'build')
  if (!values.own)
    pnpm('-C', RIVALS_FOLDER, 'install', '--ignore-workspace', '--ignore-scripts', '--frozen-lockfile')

  const subjects: BuiltSubject[] = []
  try {
    for (const subject of [ownSubject(), ...(values.own ? [] : rivalSubjects())]) {
      subjects.push(await buildSubject(subject))
    }
    const scenarios = [
      renderScenario(1),
      renderScenario(100),
      addScenario(500),
      addScenario(5000),
      cycleScenario(200),
    ]
    const results = await runSubjects(subjects, scenarios, { runs, log: (line) => console.error(line) })
    // It takes the element as it was built just now.
    const { hydrationSentence } = await import('./hydration.ts')
    const table = [
      await describeRun(subjects, runs),
      elementTable(subjects, results),
      await hydrationSentence(runs),
    ].join('\n\n')
    console.log(table)
    if (values.store) storeTable(table)
    return results.some(({ failure }) => failure) ? 1 : 0
  } finally {
    for (const subject of subjects) subject.close()
  }
}

/** The pnpm that runs this command, or the one on the path. */
function pnpm(...args: readonly string[]): void {
  const script = process.env.npm_execpath
  const [program, ...before] = script?.endsWith('js') ? [process.execPath, script] : [script ?? 'pnpm']
  execFileSync(program, [...before, ...args], { stdio: ['ignore', 2, 2] })
}
