import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'packed-'))
after(() => rmSync(folder, { recursive: true }))

/** What must be in nothing that leaves the house: the secrets that tests use, and any private key. */
const SECRETS = /canary|hunter2|emulator-app-secret-of-a-test|-----BEGIN [A-Z ]*PRIVATE KEY/i

/** What npm would pack of a folder, by path. */
function packed(path: string): readonly string[] {
  const list = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: path,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [{ files }] = JSON.parse(list) as [{ files: { path: string }[] }]
  return files.map((file) => file.path)
}

function assertClean(path: string, files: readonly string[]): void {
  for (const file of files) {
    assert.doesNotMatch(file, /(^|\/)\.env|\.test\.|(^|\/)testing\/|\.(pem|key)$/)
    const text = readFileSync(join(path, file), 'utf8')
    assert.doesNotMatch(text, SECRETS, file)
    // A map may show sources, never where they were built.
    if (file.endsWith('.map')) assert.ok(!text.includes(root), file)
  }
}

test('SE-09 packs of the relay what is built from its sources, and neither tests nor settings', () => {
  const backend = join(root, 'packages/backend')
  for (const name of ['package.json', 'README.md']) cpSync(join(backend, name), join(folder, name))
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/typescript/bin/tsc'),
      '-p',
      join(backend, 'tsconfig.build.json'),
      '--outDir',
      join(folder, 'dist'),
    ],
    { stdio: 'inherit' },
  )
  const files = packed(folder)
  assert.ok(files.includes('dist/cli/main.js'))
  assert.deepEqual(
    files.filter((file) => file.endsWith('.map')),
    [],
  )
  assertClean(folder, files)
})

test('SE-09 packs nothing else of any package, built or not', () => {
  for (const name of readdirSync(join(root, 'packages'))) {
    const path = join(root, 'packages', name)
    assertClean(path, packed(path))
  }
})

test('SE-09 keeps settings and secrets out of the image', () => {
  const dockerfile = readFileSync(join(root, 'deploy/Dockerfile'), 'utf8')
  assert.doesNotMatch(dockerfile, /^ARG/m)
  for (const [line] of dockerfile.matchAll(/^ENV.*$/gm)) assert.doesNotMatch(line, /SECRET|TOKEN|KEY/i)
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM'))
  for (const [line] of last.matchAll(/^(COPY|ADD).*$/gm)) assert.match(line, /^COPY --from=build /)
  assert.match(last, /^USER (?!root)/m)
  const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n')
  for (const line of ['.env', '.git']) assert.ok(ignored.includes(line), line)
})

test('SE-09 has no settings file among the sources', () => {
  const listed = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n')
  assert.deepEqual(
    listed.filter((path) => /(^|\/)\.env(\.|$)|\.(pem|key)$/.test(path)),
    [],
  )
})
