import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { PACKAGES, packPackages } from './testing/pack-packages.ts'

const tarballs = packPackages()
const root = resolve(import.meta.dirname, '..')

/** What only those meet who cannot load ES modules at all: said in the READMEs, not worked around. */
const ESM_ONLY = new Set(['node10', 'node16-cjs'])

for (const name of PACKAGES) {
  const bytes = new Uint8Array(readFileSync(tarballs[name]))
  const list = (...flags: string[]) => execFileSync('tar', [...flags, tarballs[name]], { encoding: 'utf8' })
  const files = list('-tzf').trim().split('\n')
  const read = (file: string) => execFileSync('tar', ['-xzOf', tarballs[name], file], { encoding: 'utf8' })
  const manifest = JSON.parse(read('package/package.json'))

  test(`${name}: publint has nothing to say, even when strict`, async () => {
    const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true })
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg, { color: false })),
      [],
    )
  })

  test(`${name}: every entry has its types, wherever ES modules are understood`, async () => {
    const analysis = await checkPackage(createPackageFromTarballData(bytes))
    assert.ok(analysis.types)
    const problems = analysis.problems.filter(
      (problem) => !('resolutionKind' in problem && ESM_ONLY.has(problem.resolutionKind)),
    )
    assert.deepEqual(problems, [])
  })

  test(`${name}: holds its licence, its README and what is built, and nothing else`, () => {
    for (const file of ['LICENSE', 'README.md']) assert.ok(files.includes(`package/${file}`), file)
    const strange = files.filter(
      (file) =>
        !/^package\/(dist|cdn|types)\/|^package\/(LICENSE|README\.md|package\.json|custom-elements\.json|vscode\.html-custom-data\.json|web-types\.json)$/.test(
          file,
        ),
    )
    assert.deepEqual(strange, [])
    assert.deepEqual(
      files.filter((file) => /\.test\.|\/testing\/|\.map$/.test(file)),
      [],
    )
    assert.equal(read('package/LICENSE'), readFileSync(join(root, 'LICENSE'), 'utf8'))
  })

  test(`${name}: its manifest leads nowhere outside, and asks for provenance`, () => {
    const text = JSON.stringify(manifest)
    assert.doesNotMatch(text, /@dt-media\/source|workspace:|catalog:|link:|file:/)
    assert.equal(manifest.devDependencies, undefined)
    assert.equal(manifest.license, 'MIT')
    const targets = Object.values(manifest.exports as Record<string, string | Record<string, string>>)
    for (const path of targets.flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    )) {
      assert.ok(files.includes(`package/${path.replace('./', '')}`), `${path} is not in the package`)
    }
    const source = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'))
    assert.equal(source.publishConfig.provenance, true)
  })
}

test('the element depends on Lit alone', () => {
  const manifest = execFileSync('tar', ['-xzOf', tarballs.element, 'package/package.json'], {
    encoding: 'utf8',
  })
  assert.deepEqual(Object.keys(JSON.parse(manifest).dependencies), ['lit'])
})
