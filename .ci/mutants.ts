/**
 * `pnpm mutants`: changes the relay's guarding code in one place at a time and expects a test to
 * notice. Folders as arguments, or files of one (`routes/origins`); else all. Stryker is fetched for
 * it: nobody else has to install it.
 */

import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { MUTATED_FOLDERS, type MutatedFolder } from './mutants/folders.ts'
import { mutantReport, type StrykerReport, scoreOf } from './mutants/mutant-report.ts'

const STRYKER = '@stryker-mutator/core@10.1.1'
const GOAL_PERCENT = 90

const root = resolve(import.meta.dirname, '..')
const out = join(root, 'coverage', 'mutants')
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !((name.split('/')[0] as string) in MUTATED_FOLDERS))
if (unknown.length > 0) {
  throw new Error(`No such folder: ${unknown.join()}. There are ${Object.keys(MUTATED_FOLDERS).join(', ')}.`)
}

const scores: string[] = []
let good = true
for (const [name, folder] of Object.entries(MUTATED_FOLDERS)) {
  const files = wanted.flatMap((each) => (each.startsWith(`${name}/`) ? [each.slice(name.length + 1)] : []))
  if (wanted.length > 0 && !wanted.includes(name) && files.length === 0) continue
  const report = mutate(name, folder, files)
  const score = scoreOf(report)
  good &&= score.percent >= GOAL_PERCENT
  scores.push(scoreLine(name, score))
  for (const [path, file] of Object.entries(report.files)) {
    scores.push(`  ${scoreLine(basename(path), scoreOf({ files: { [path]: file } }))}`)
  }
  writeFileSync(join(out, `${name}.txt`), mutantReport(report))
}
console.log(`\n${scores.join('\n')}\nWhat survived stands in ${out}.`)
process.exitCode = good ? 0 : 1

function testFilesOf({ tests, slow = [] }: MutatedFolder): readonly string[] {
  return tests.flatMap((glob) => globSync(glob, { cwd: root, exclude: slow }))
}

function scoreLine(
  name: string,
  { killed, survived, timedOut, percent }: ReturnType<typeof scoreOf>,
): string {
  const slow = timedOut > 0 ? `, ${timedOut} of them only out of time` : ''
  return `${name.padEnd(28)} ${percent.toFixed(1)} %  ${killed} of ${killed + survived}${slow}`
}

/** Runs Stryker over one folder, or over files of it, in a copy of the repository. */
function mutate(name: string, folder: MutatedFolder, files: readonly string[]): StrykerReport {
  const temporary = mkdtempSync(join(tmpdir(), `mutants-${name}-`))
  mkdirSync(out, { recursive: true })
  const config = join(temporary, 'stryker.json')
  const fileName = join(out, `${name}.json`)
  const found = join(out, `${name}.txt`)
  writeFileSync(found, '')
  writeFileSync(
    config,
    JSON.stringify({
      mutate: files.length > 0 ? files.map((file) => `${folder.path}/${file}.ts`) : folder.mutate,
      plugins: [join(import.meta.dirname, 'mutants', 'test-runner.ts')],
      testRunner: 'in-process',
      testRunnerNodeArgs: ['--conditions=@dt-media/source'],
      coverageAnalysis: 'perTest',
      concurrency: 1,
      // Of a test that does not end the runner knows earlier.
      timeoutMS: 60_000,
      dryRunTimeoutMinutes: 15,
      reporters: ['json', 'progress', 'as-found'],
      jsonReporter: { fileName },
      tempDirName: join(temporary, 'sandbox'),
      ignorePatterns: ['/packages/element/', '/demo/', '/e2e/', '/bench/', '/coverage/', '/docs/images/'],
      // TypeScript's own API is not what Stryker knows, and the sources run as they are.
      tsconfigFile: 'none.json',
      allowEmpty: false,
    }),
  )
  const [pnpm, ...first] = pnpmCommand()
  const { status } = spawnSync(pnpm, [...first, 'dlx', STRYKER, 'run', config], {
    cwd: root,
    env: {
      ...process.env,
      MUTANT_TESTS: JSON.stringify(testFilesOf(folder)),
      MUTANT_NOTES: temporary,
      MUTANTS_FOUND: found,
    },
    stdio: 'inherit',
  })
  rmSync(temporary, { recursive: true, force: true })
  if (status !== 0) throw new Error(`Stryker ended with ${status} over ${name}`)
  return JSON.parse(readFileSync(fileName, 'utf8')) as StrykerReport
}

/** The pnpm that runs this, where one does. */
function pnpmCommand(): readonly [string, ...string[]] {
  const file = process.env.npm_execpath
  return file?.includes('pnpm') ? [process.execPath, file] : ['npx', '-y', 'pnpm@10']
}
