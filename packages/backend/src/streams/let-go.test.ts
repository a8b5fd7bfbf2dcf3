import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Bytes } from './bytes.ts'
import { letGo } from './let-go.ts'

test('neither waits for a source nor hears its complaints', async () => {
  let asked = 0
  const refuses = {
    next: async () => ({ done: true as const, value: undefined }),
    return() {
      asked += 1
      return Promise.reject(1)
    },
  }
  letGo(refuses)
  const locked: Bytes = {
    [Symbol.asyncIterator]() {
      asked += 1
      throw new TypeError('locked')
    },
  }
  letGo(locked)
  letGo({ next: refuses.next })
  await new Promise(setImmediate)
  assert.equal(asked, 2)
})
