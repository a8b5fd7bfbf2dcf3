/**
 * How each block of code in the pages is held to what it says: by its language and one word behind it. A block
 * that says nothing else is run; what is only shown says so, or is in a language of which there is nothing to run.
 */

import type { Fence } from './fences.ts'

/** What a word behind the language says, and by which test. */
export const WORDS = {
  run: 'run in a shell, to its end: pages.test.ts, and in a fresh clone packed/quick-starts.test.ts',
  ready: 'run in a shell until it says that it is ready: the same tests',
  node: 'run by Node, against a relay and the local DingTalk: scripts.test.ts',
  page: 'run in a page with the element, in a browser: e2e/pages.test.ts',
  runtime: 'run on its runtime: e2e/runtimes.test.ts',
  recipe: "run as inside DingTalk's client: e2e/dingtalk-client.test.ts",
  shown:
    'not run, for it changes a machine, asks for accounts, takes long or is a part: read by shell.test.ts or types.test.ts',
} as const

export type Word = keyof typeof WORDS

/** The words that a block of a language may have; without one, it is always checked in the one way that is written here. */
export const LANGUAGES: Readonly<Record<string, readonly Word[] | string>> = {
  sh: ['run', 'ready', 'shown'],
  js: ['node', 'page', 'runtime', 'recipe', 'shown'],
  jsx: ['page', 'shown'],
  ts: ['node', 'page', 'shown'],
  html: ['page', 'recipe', 'shown'],
  css: 'read by a browser: e2e/pages.test.ts; its names are the element’s: markup.test.ts',
  json: 'read, and held to the schemas of docs/openapi.json: json.test.ts',
  java: 'compiled and run, and the grant verified: minting.test.ts',
  go: 'compiled and run, and the grant verified: minting.test.ts',
  python: 'run, and the grant verified: minting.test.ts',
  php: 'run, and the grant verified: minting.test.ts',
  text: 'only shown: drawings and what programs say; the help texts in docs/cli.md are made from code',
}

/** What is wrong with how a block is marked; `undefined` when a test takes care of it. */
export function problemWith({ language, tags }: Fence): string | undefined {
  const words = LANGUAGES[language]
  if (!words) return `says no language that is known: ${language || 'none at all'}`
  if (typeof words === 'string') return tags.length > 0 ? `may say nothing behind ${language}` : undefined
  const [word = '', ...more] = tags
  const isRight = more.length === 0 && (words as readonly string[]).includes(word)
  return isRight ? undefined : `says "${tags.join(' ')}" behind ${language}, not one of ${words.join(', ')}`
}

/** The word of a block, where its language has words. */
export function hasWord({ tags }: Fence, word: Word): boolean {
  return tags[0] === word
}
