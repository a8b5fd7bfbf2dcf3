import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askFor } from './per-attempt.ts'
import type { AttemptContext } from './upload-context.ts'

const CONTEXT: AttemptContext = {
  file: new File(['x'], 'a.png'),
  filename: 'a.png',
  mediaType: 'image',
  attempt: 2,
  signal: new AbortController().signal,
}

test('gives a value as it is, and asks a function with the attempt (33)', async () => {
  assert.equal(await askFor('a grant', CONTEXT), 'a grant')
  assert.equal(await askFor(undefined, CONTEXT), undefined)
  assert.equal(await askFor(({ attempt, filename }) => `${attempt} ${filename}`, CONTEXT), '2 a.png')
})

test('hides what went wrong on the page, which may hold secrets (BR-19)', async () => {
  const secretive = async () => {
    throw new Error('cookie=secret')
  }
  await assert.rejects(askFor(secretive, CONTEXT), {
    code: 'grant_missing',
    retriable: true,
    message: 'grant_missing',
  })
})

test('waits for an answer only so long (BR-19)', async () => {
  await assert.rejects(
    askFor(() => new Promise<string>(() => {}), CONTEXT, 1),
    { code: 'grant_missing' },
  )
})
