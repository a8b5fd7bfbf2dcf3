import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ERROR_CODES, type ErrorCode } from '../../packages/backend/src/contract/error-codes.ts'

const page = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8')
const entries = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((entry) => [entry.slice(0, entry.indexOf('\n')), entry.slice(entry.indexOf('\n')).trim()]),
)

test('the runbook has one entry for each error code, and no other', () => {
  assert.deepEqual([...entries.keys()].sort(), Object.keys(ERROR_CODES).sort())
})

test('each entry begins with the status, and says what may be tried again', () => {
  for (const [code, entry] of entries) {
    const { status, retriable } = ERROR_CODES[code as ErrorCode]
    const [, said, rest = ''] = /^(\d{3})([^.\\]*)\\?\./.exec(entry) ?? []
    assert.equal(said, String(status), code)
    assert.equal(rest.includes('retriable'), retriable, code)
  }
})
