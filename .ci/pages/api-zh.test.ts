import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { API_ZH } from '../../site/.vitepress/theme/api-zh.ts'
import { root } from './fences.ts'

const api = JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8'))

test('the reference of the HTTP API has Chinese for all that it shows, and for nothing else', () => {
  const own = ['required', 'retriable', ', ']
  const groups = api.tags.map(({ name }: { name: string }) => name)
  const shown = new Set([...own, ...groups, ...textsIn(api.tags), ...textsIn(api.paths)])
  assert.deepEqual(Object.keys(API_ZH).sort(), [...shown].sort())
})

/** Summaries and descriptions; those of refusals list codes with what the relay answers, which is English on every page. */
function textsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    if (typeof inner !== 'string') return textsIn(inner)
    const isRefusal = /^`[a-z_]+`: [A-Z]/.test(inner)
    return ['summary', 'description'].includes(name) && !isRefusal ? [inner] : []
  })
}
