import assert from 'node:assert/strict'
import { test } from 'node:test'
import { observers } from './observer.ts'

test('tells everyone who listens, and goes on when one of them fails', () => {
  const heard: string[] = []
  const broken = {
    warned() {
      throw new Error('a full disk')
    },
  }
  observers([broken, {}, { warned: (message) => heard.push(message) }]).warned('look')
  assert.deepEqual(heard, ['look'])
})
