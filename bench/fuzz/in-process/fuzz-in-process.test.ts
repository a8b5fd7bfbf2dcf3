import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fuzzInProcess, TARGETS } from './fuzz-in-process.ts'

const INPUTS = 50_000

test(`FZ-04 FZ-05 what reads strangers' bytes holds its ground in ${INPUTS} inputs`, async () => {
  const failures: string[] = []
  const tried = await fuzzInProcess({
    seed: 1,
    inputs: INPUTS,
    onFailure: ({ target, index, problem }) => failures.push(`${target} ${index}: ${problem}`),
  })
  assert.deepEqual(failures, [])
  assert.deepEqual(
    Object.keys(tried),
    TARGETS.map(({ name }) => name),
  )
})
