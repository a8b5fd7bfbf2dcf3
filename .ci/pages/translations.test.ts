/** A translated page says what the English one says: told by what both are made of, for nobody reads both each time. */

import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fencesOf, pages, readPage } from './fences.ts'

const PAIRS: readonly (readonly [english: string, translated: string])[] = [
  ['README.md', 'README.zh-CN.md'],
  ['packages/element/README.md', 'docs/zh/element.md'],
  ['examples/README.md', 'docs/zh/examples.md'],
  ['CONTRIBUTING.md', 'docs/zh/contributing.md'],
  ...pages()
    .filter((page) => page.startsWith('docs/zh/'))
    .map((page) => [page.replace('docs/zh/', 'docs/'), page] as const)
    .filter(([english]) => pages().includes(english)),
]

test('the pages that have to be whole in Chinese are there', () => {
  for (const page of [
    'element',
    'grants',
    'deployment',
    'server-rendering',
    'settings',
    'dingtalk-client',
    'dingtalk-messages',
    'theming',
    'runtimes',
    'third-party-apps',
    'security',
    'comparison',
    'architecture',
    'conventions',
    'examples',
    'contributing',
    'runbook',
    'operations',
    'errcodes',
    'api',
    'load',
    'cli',
    'emulator',
    'start/page',
    'start/relay',
  ]) {
    assert.ok(
      PAIRS.some(([, translated]) => translated === `docs/zh/${page}.md`),
      page,
    )
  }
})

for (const [english, translated] of PAIRS) {
  test(`${translated} has the headings, tables and code of ${english}, in the same order`, () => {
    assert.deepEqual(outlineOf(translated), outlineOf(english))
  })

  test(`${translated} has in each row of its tables the names, figures and ids of ${english}`, () => {
    assert.deepEqual(rowsOf(translated), rowsOf(english))
  })

  test(`${translated} does in its code what ${english} does`, () => {
    assert.deepEqual(scriptsOf(translated), scriptsOf(english))
  })
}

test('a Chinese page leads to Chinese pages where there are any', () => {
  const chinese = new Map([['packages/backend/README.md', 'docs/zh/relay.md'], ...PAIRS])
  const strays = [...chinese.values()].flatMap((page) =>
    [...readPage(page).matchAll(/\[([^\]]*)\]\(([^)#]+)[^)]*\)/g)]
      .map(([, words, target = '']) => ({ words, instead: chinese.get(join(dirname(page), target)) }))
      .filter(({ words, instead }) => instead && words !== 'English')
      .map(({ words, instead }) => `${page}: [${words}] instead of ${instead}`),
  )
  assert.deepEqual(strays, [])
})

test('no Chinese sentence is broken over two lines, which would show as a space in it', () => {
  const translated = pages().filter((page) => page.startsWith('docs/zh/') || page.includes('.zh-'))
  const broken = translated.flatMap((page) => {
    const prose = readPage(page).replace(/^```[\s\S]*?^```$/gm, '')
    const breaks = prose.matchAll(/.{0,9}[\p{Script=Han}，。：；、）]\n {0,2}[\p{Script=Han}（“].{0,9}/gu)
    return [...breaks].map(([text]) => `${page}: ${text}`)
  })
  assert.deepEqual(broken, [])
})

/** One entry for each heading, table and block of code; a table with how many rows it has. */
function outlineOf(page: string): string[] {
  const parts = readPage(page).matchAll(/^(#+) .*|^```(\w*)[^\n]*\n[\s\S]*?^```$|^\|.*\|(?:\n\|.*\|)*/gm)
  return [...parts].map(([whole, hashes, language]) => {
    if (hashes) return hashes
    return language === undefined ? `table of ${whole.split('\n').length} rows` : `code: ${language}`
  })
}

/** What of each row is the same in every language: code, ids of tests and figures; in whatever order a sentence has them. */
function rowsOf(page: string): string[] {
  return [...readPage(page).matchAll(/^\|.*\|$/gm)].map(([row]) => {
    const words = row.replaceAll(/\]\([^)]*\)/g, ']').match(/`[^`]+`|\b[A-Z]{2}-(\d+|\*)|\d+([.,]\d+)*/g)
    return [...new Set(words)].sort().join(' ')
  })
}

/** Without comments and blank lines, and with the one setting in which readers of the two languages differ. */
function scriptsOf(page: string): string[] {
  const blocks = fencesOf(page).filter(
    ({ language, tags }) => ['js', 'jsx', 'ts', 'sh'].includes(language) || tags.includes('recipe'),
  )
  return blocks.map(({ code }) =>
    code
      .replaceAll(/(^|\s+)(#|\/\/) .*/gm, '')
      .replaceAll(/\/\*\*.*\*\//g, '')
      .replaceAll('REGION=cn', 'REGION=intl')
      .trim(),
  )
}
