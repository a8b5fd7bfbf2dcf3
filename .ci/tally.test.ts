import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sumTallies, tallyLine } from './tally.ts'

test('the closing line names what was skipped only where something was', () => {
  assert.equal(tallyLine({ passed: 2, failed: 0, skipped: 0 }), '2 passed, 0 failed')
  assert.equal(tallyLine({ passed: 2, failed: 1, skipped: 3 }), '2 passed, 1 failed, 3 skipped')
})

test('the tallies of all stages add up, and those of none are zero', () => {
  const stages = [
    { passed: 2, failed: 0, skipped: 1 },
    { passed: 3, failed: 1, skipped: 0 },
  ]
  assert.deepEqual(sumTallies(stages), { passed: 5, failed: 1, skipped: 1 })
  assert.deepEqual(sumTallies([]), { passed: 0, failed: 0, skipped: 0 })
})
