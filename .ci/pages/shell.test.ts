/** Shell in pages, whether it is run or only shown: the commands, flags, settings, scripts and files that it names are there. */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseArgs } from 'node:util'
import { COMMANDS, isCommand } from '../../packages/backend/src/cli/commands.ts'
import { SETTINGS } from '../../packages/backend/src/cli/settings.ts'
import { allFences, pages, readPage, root, whereIs } from './fences.ts'
import { commandsOf } from './shell-commands.ts'

const blocks = allFences().filter(({ language }) => language === 'sh')
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
/** What pnpm itself, or a program of the project's, does. */
const PNPM_WORDS = ['install', 'deploy', 'changeset', '--filter']
/** Names that look like settings of the relay's, and are the demo's. */
const OTHER_SETTINGS = ['RELAY_PORT']

/** Calls `check` with each command of each block, and where it stands. */
function eachCommand(check: (words: readonly string[], where: string) => void) {
  for (const block of blocks) {
    for (const words of commandsOf(block.code)) check(words, `${whereIs(block)}: ${words.join(' ')}`)
  }
}

test('every block is shell', () => {
  for (const block of blocks) {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: block.code, encoding: 'utf8' })
    assert.equal(status, 0, `${whereIs(block)}\n${stderr}`)
  }
})

test('every command and flag of dt-media is one', () => {
  let found = 0
  eachCommand((words, where) => {
    const [command, ...args] = words.slice(words.indexOf('dt-media') + 1)
    if (!words.includes('dt-media') || words[0] === 'kubectl' || words[0] === 'systemctl') return
    found++
    assert.ok(isCommand(command), where)
    const options = COMMANDS[command].options
    const isComplete = () => parseArgs({ args, options, allowPositionals: command === 'completion' })
    assert.doesNotThrow(isComplete, where)
  })
  assert.ok(found >= 15, String(found))
})

test('every setting that a page names, in code or in a sentence, is one', () => {
  for (const page of pages()) {
    for (const [name] of readPage(page).matchAll(/\b(?:RELAY|DINGTALK)_[A-Z]+(?:_[A-Z]+)*\b(?![_*…])/g)) {
      const isSetting = name in SETTINGS || name.replace(/_FILE$/, '') in SETTINGS
      assert.ok(isSetting || OTHER_SETTINGS.includes(name), `${page}: ${name}`)
    }
  }
})

test('every script that pnpm is to run is there', () => {
  eachCommand((words, where) => {
    if (!words.includes('pnpm@10')) return
    const script = words
      .slice(words.indexOf('pnpm@10') + 1)
      .find((word) => !word.startsWith('-') || word === '--filter')
    assert.ok(script && (script in scripts || PNPM_WORDS.includes(script)), where)
  })
})

test('every file of the project that a command names is there', () => {
  eachCommand((words, where) => {
    for (const word of words.filter((each) => /^(\.ci|bench|deploy|docs|packages)\/\S+$/.test(each))) {
      // What is built is not there yet.
      if (!word.includes('/dist/')) assert.ok(existsSync(join(root, word)), where)
    }
  })
})

test('every flag of the benchmarks and of the fuzzer is one that they read', () => {
  const read = (pattern: string) =>
    globSync(pattern, { cwd: root, exclude: ['**/node_modules/**'] })
      .map((file) => readFileSync(join(root, file), 'utf8'))
      .join('\n')
  const sources = { bench: read('bench/**/*.ts'), 'bench/fuzz/main.ts': read('bench/fuzz/*.ts') }
  eachCommand((words, where) => {
    for (const [word, source] of Object.entries(sources)) {
      for (const flag of words.slice(words.indexOf(word)).filter((each) => each.startsWith('--'))) {
        if (words.includes(word)) assert.match(source, new RegExp(`\\b${flag.slice(2)}\\b`), where)
      }
    }
  })
})
