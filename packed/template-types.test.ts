/**
 * The types of the tag in each framework's templates, as that framework's own checker sees them: one template that is right, and copies
 * of it with one mistake each, none of which may pass.
 */

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { before, test } from 'node:test'
import { packPackages, temporaryFolder } from './testing/pack-packages.ts'
import { runIn } from './testing/run.ts'

const templates = resolve(import.meta.dirname, 'template-types')
const tarballs = packPackages()
const project = temporaryFolder()

/** What replaces what. Unknown names with a hyphen in them TypeScript lets pass in JSX, so there it is the camel-cased ones. */
const MISTAKES = {
  'a media type that there is none of': ['media-type="image"', 'media-type="picture"'],
  'a word for a number': ['max-files="3"', 'max-files="three"'],
  'a member that the event has not': ['detail.media_id', 'detail.mediaId'],
  'a listener for another event': ['event.detail.percent', 'event.detail.media_ids'],
} as const

const UNKNOWN = {
  jsx: ['multiple', 'multipel'],
  template: ['max-files=', 'maximum-files='],
} as const

interface Framework {
  readonly file: string
  readonly unknown: keyof typeof UNKNOWN
  readonly compilerOptions?: object
  readonly checker: readonly string[]
}

const TSC = ['tsc', '-p']

const FRAMEWORKS: Readonly<Record<string, Framework>> = {
  react: { file: 'tsx', unknown: 'jsx', compilerOptions: { jsx: 'react-jsx' }, checker: TSC },
  preact: {
    file: 'tsx',
    unknown: 'jsx',
    compilerOptions: { jsx: 'react-jsx', jsxImportSource: 'preact' },
    checker: TSC,
  },
  solid: {
    file: 'tsx',
    unknown: 'jsx',
    compilerOptions: { jsx: 'preserve', jsxImportSource: 'solid-js' },
    checker: TSC,
  },
  vue: { file: 'vue', unknown: 'template', checker: ['vue-tsc', '-p'] },
  svelte: {
    file: 'svelte',
    unknown: 'template',
    checker: ['svelte-check', '--threshold', 'error', '--tsconfig'],
  },
}

before(async () => {
  writeFileSync(join(project, 'package.json'), '{"type":"module","private":true}')
  await runIn(project, 'npm', [
    ...['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', tarballs.element],
    ...['typescript@5', 'react@19', '@types/react@19', 'preact@10', 'solid-js@1', 'vue@3', 'vue-tsc@3'],
    ...['svelte@5', 'svelte-check@4'],
  ])
})

for (const [name, framework] of Object.entries(FRAMEWORKS)) {
  const good = readFileSync(join(templates, name, `good.${framework.file}`), 'utf8')
  const mistakes = Object.entries({ ...MISTAKES, 'a name that there is none of': UNKNOWN[framework.unknown] })

  test(`${name}: a template that is right passes, and none with a mistake in it`, async () => {
    const files = mistakes.map(([mistake, [right, wrong]], i) => {
      assert.ok(good.includes(right), right)
      return { mistake, file: `wrong-${i}.${framework.file}`, text: good.replace(right, wrong) }
    })
    const folder = writeProject(name, framework, [{ file: `good.${framework.file}`, text: good }, ...files])
    const problems = await check(folder, framework)
    for (const { mistake, file } of files)
      assert.ok(problems.includes(file), `passes: ${mistake}\n${problems}`)
    assert.doesNotMatch(problems, /good\.|node_modules|types[\\/]\w+\.d\.ts/)
  })
}

interface Template {
  readonly file: string
  readonly text: string
}

function writeProject(name: string, { compilerOptions }: Framework, files: readonly Template[]): string {
  const folder = join(project, name)
  mkdirSync(folder, { recursive: true })
  for (const { file, text } of files) writeFileSync(join(folder, file), text)
  const options = {
    ...{
      target: 'es2022',
      lib: ['es2024', 'dom', 'dom.iterable'],
      module: 'esnext',
      moduleResolution: 'bundler',
    },
    ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true, types: [] },
    ...compilerOptions,
  }
  const config = { compilerOptions: options, vueCompilerOptions: { strictTemplates: true }, include: ['*'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  return folder
}

/** What the framework's checker has to say. */
async function check(folder: string, { checker: [command = '', ...args] }: Framework): Promise<string> {
  const program = join(project, 'node_modules/.bin', command)
  return runIn(folder, program, [...args, './tsconfig.json']).catch((error: Error) =>
    // Behind the command, which names the folder that everything is in.
    error.message.slice(error.message.indexOf('\n')),
  )
}
