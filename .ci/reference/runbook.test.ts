import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ERROR_CODES, type ErrorCode } from '../../packages/backend/src/contract/error-codes.ts'

/** How an entry begins: its status, and whether the same may be tried again. */
const PAGES = [
  { page: 'docs/runbook.md', beginning: /^(\d{3})([^.\\]*)\\?\./, retriable: 'retriable' },
  { page: 'docs/zh/runbook.md', beginning: /^(\d{3})([^。]*)。/, retriable: '可重试' },
]

for (const { page, beginning, retriable } of PAGES) {
  const entries = new Map(
    readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8')
      .split(/^### /m)
      .slice(1)
      .map((entry) => [entry.slice(0, entry.indexOf('\n')), entry.slice(entry.indexOf('\n')).trim()]),
  )

  test(`${page} has one entry for each error code, and no other`, () => {
    assert.deepEqual([...entries.keys()].sort(), Object.keys(ERROR_CODES).sort())
  })

  test(`each entry of ${page} begins with the status, and says what may be tried again`, () => {
    for (const [code, entry] of entries) {
      const entryOf = ERROR_CODES[code as ErrorCode]
      const [, said, rest = ''] = beginning.exec(entry) ?? []
      assert.equal(said, String(entryOf.status), code)
      assert.equal(rest.includes(retriable), entryOf.retriable, code)
    }
  })
}
