/** The list of decisions names them all, as they name themselves. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pages, readPage } from './fences.ts'

test('the list of decisions has a row for each, with its own title', () => {
  const rows = pages()
    .filter((page) => /^docs\/decisions\/\d/.test(page))
    .map((page) => {
      const [, number, title] = /^# (\d+)\. (.+)$/m.exec(readPage(page)) ?? []
      return `| [${number}](${page.replace('docs/decisions/', '')}) | ${title} |`
    })
  const listed = readPage('docs/decisions/README.md').match(/^\| \[.*$/gm)
  assert.deepEqual(listed, rows)
})
