/** Every script in a page has the types of the packages, as a reader's compiler sees it. */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { allFences, type Fence, root } from './fences.ts'
import { fileOf, readersProject } from './readers-project.ts'

const project = readersProject()
after(() => project.remove())

const OPTIONS = {
  target: 'ES2024',
  module: 'ESNext',
  moduleResolution: 'Bundler',
  moduleDetection: 'force',
  customConditions: ['@dt-media/source'],
  allowImportingTsExtensions: true,
  erasableSyntaxOnly: true,
  lib: ['ES2024', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
  types: ['node'],
  jsx: 'react-jsx',
  noEmit: true,
  skipLibCheck: true,
}

/** JavaScript names no types, so it is not asked for any. */
const LOOSE = { allowJs: true, checkJs: true, strict: true, noImplicitAny: false, strictNullChecks: false }

const scripts = (...languages: string[]) => allFences().filter(({ language }) => languages.includes(language))

/** What the compiler says of these blocks; not of the packages, which are written for strict rules. */
function check(name: string, fences: readonly Fence[], options: object): string {
  for (const fence of fences) project.write(`${name}/${fileOf(fence)}`, fence.code)
  copyFileSync(join(import.meta.dirname, 'readers-own.d.ts'), join(project.folder, name, 'readers-own.d.ts'))
  const config = project.write(
    `${name}/tsconfig.json`,
    JSON.stringify({ compilerOptions: { ...OPTIONS, ...options }, include: ['.'] }),
  )
  const tsc = join(root, 'node_modules/.bin/tsc')
  const { stdout, stderr } = spawnSync(tsc, ['-p', config, '--pretty', 'false'], {
    cwd: root,
    encoding: 'utf8',
  })
  return `${stdout}${stderr}`.replaceAll(/^packages\/.*\n(?: .*\n)*/gm, '')
}

test('what is in TypeScript is right under strict rules', () => {
  assert.equal(check('ts', scripts('ts', 'tsx'), { strict: true }), '')
})

test('what is in JavaScript takes and gives what the packages say', () => {
  assert.equal(check('js', scripts('js', 'jsx'), LOOSE), '')
})

test('a wrong option and a wrong member are noticed', () => {
  const [block] = scripts('js').filter(({ code }) => code.includes('signGrant(')) as [Fence]
  const wrong = [
    { ...block, code: block.code.replace('maxUploads', 'maximumUploads') },
    { ...block, line: 0, code: `import '@dt-media/element'\nuploader.endpoint = 1\nuploader.uplaod()\n` },
  ]
  const output = check('wrong', wrong, LOOSE)
  assert.equal(output.match(/error TS/g)?.length, 3, output)
})
