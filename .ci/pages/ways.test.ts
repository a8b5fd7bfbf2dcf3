/** No block of code stands in a page unchecked by oversight. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allFences, type Fence, fencesOf, pages, readPage, whereIs } from './fences.ts'
import { problemWith } from './ways.ts'

test('every block says how it is checked, or is only shown', () => {
  const problems = allFences().flatMap((fence) => {
    const problem = problemWith(fence)
    return problem ? [`${whereIs(fence)} ${problem}`] : []
  })
  assert.deepEqual(problems, [])
})

test('no fence is overlooked: each is of backquotes, and closed', () => {
  for (const page of pages()) {
    const marks = readPage(page).match(/^[ \t>]*(`{3,}|~{3,})/gm) ?? []
    assert.equal(marks.length, 2 * fencesOf(page).length, page)
  }
})

test('an unknown language, a missing word and a word too many are problems', () => {
  const [block] = fencesOf('page.md', '```sh run\ntrue\n```\n') as [Fence]
  assert.equal(problemWith(block), undefined)
  for (const wrong of [
    { ...block, language: 'rust' },
    { ...block, language: '' },
    { ...block, tags: [] },
    { ...block, tags: ['run', 'shown'] },
    { ...block, language: 'css' },
  ])
    assert.ok(problemWith(wrong))
})
