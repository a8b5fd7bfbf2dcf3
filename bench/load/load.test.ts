import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LoadScenario } from './load-scenario.ts'
import { aborts } from './scenarios/aborts.ts'
import { crowd } from './scenarios/crowd.ts'
import { slowUploads } from './scenarios/slow-uploads.ts'
import { soak } from './scenarios/soak.ts'
import { strangers } from './scenarios/strangers.ts'

for (const [title, scenario, scale] of [
  ['LD-01 a crowd gets in, or is told when to come back', crowd, 0.15],
  ['LD-02 slow uploads hold next to nothing', slowUploads, 0.1],
  ['CL-05 clients that leave take everything with them', aborts, 0.05],
  ['LD-09 GR-26 strangers are refused, and cost the others no upload', strangers, 0.05],
  ['LD-03 good, refused and broken uploads leave nothing behind', soak, 0.05],
] satisfies [string, LoadScenario, number][]) {
  test(title, async () => {
    assert.deepEqual((await scenario.run(scale)).broken, [])
  })
}
