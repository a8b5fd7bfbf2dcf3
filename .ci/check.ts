/**
 * What `pnpm check` runs: everything that can be told without running the product. One line
 * for each check, the output of those that failed, and the count at the end.
 */

import { spawn } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { tallyLine } from './tally.ts'

interface Check {
  readonly title: string
  /** Where it runs; programs of that folder's own dependencies come first. */
  readonly folder: string
  readonly command: string
}

const root = resolve(import.meta.dirname, '..')

const checks: readonly Check[] = [
  { title: 'format and lint', folder: '.', command: 'biome ci --colors=off --error-on-warnings .' },
  { title: 'floors', folder: '.', command: 'node .ci/check-floors.ts' },
  { title: "ids of the relay's tests", folder: '.', command: 'node .ci/check-relay-ids.ts' },
  { title: "ids of the element's tests", folder: '.', command: 'node .ci/check-element-ids.ts' },
  {
    title: 'pages made from code',
    folder: '.',
    command: 'node --conditions=@dt-media/source .ci/reference/write.ts --check',
  },
  ...globSync('packages/*/package.json', { cwd: root }).sort().map(packageTypes),
  ...['.ci', 'demo', 'e2e', 'bench', 'packed'].filter(hasSources).map((folder) => ({
    title: `types of ${folder}`,
    folder: '.',
    command: `tsc -p ${folder}/tsconfig.json`,
  })),
]

let failed = 0
for (const check of checks) {
  const startedAt = performance.now()
  const { code, output } = await runCheck(check)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`${code === 0 ? 'ok    ' : 'failed'} ${check.title} (${seconds} s)`)
  if (code === 0) continue
  failed++
  console.log(output.trimEnd().replace(/^/gm, '    '))
}
console.log(`\n${tallyLine({ passed: checks.length - failed, failed, skipped: 0 })}`)
process.exitCode = failed === 0 ? 0 : 1

function packageTypes(manifest: string): Check {
  const folder = manifest.slice(0, -'/package.json'.length)
  const { scripts } = JSON.parse(readFileSync(join(root, manifest), 'utf8'))
  return { title: `types of ${folder}`, folder, command: scripts.types ?? 'echo No script "types" && false' }
}

function hasSources(folder: string): boolean {
  return globSync(`${folder}/**/*.ts`, { cwd: root, exclude: ['**/node_modules'] }).length > 0
}

function runCheck({ folder, command }: Check): Promise<{ code: number; output: string }> {
  const cwd = join(root, folder)
  const programs = [join(cwd, 'node_modules/.bin'), join(root, 'node_modules/.bin')]
  const PATH = [...programs, process.env.PATH].join(delimiter)
  return new Promise((done) => {
    let output = ''
    const child = spawn(command, { cwd, shell: true, env: { ...process.env, PATH } })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    child.on('error', (error) => done({ code: 1, output: String(error) }))
    child.on('close', (code) => done({ code: code ?? 1, output }))
  })
}
