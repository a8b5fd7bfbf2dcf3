import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMetrics } from '@dt-media/backend/node'
import { figuresOf, readMetrics } from './read-metrics.ts'

test('a sample has its name, its labels and its number', () => {
  assert.deepEqual(readMetrics('# HELP a b\na_total{x="1",y="say \\"hi\\""} 2\nplain 0.5\nno number\n'), [
    { name: 'a_total', labels: { x: '1', y: 'say \\"hi\\"' }, value: 2 },
    { name: 'plain', labels: {}, value: 0.5 },
  ])
})

test("the relay's own metrics hold every figure of the panel", async () => {
  const { observer, text } = createMetrics()
  const report = { requestId: 'r', type: 'image', bytes: 1000, durationMs: 40 } as const
  for (const outcome of ['ok', 'ok', 'too_large'] as const) {
    observer.uploadBegan?.()
    observer.uploadEnded?.({ ...report, outcome } as never)
  }
  observer.uploadBegan?.()
  observer.callEnded?.({ call: 'upload', result: 'ok', durationMs: 30 })
  observer.callEnded?.({ call: 'token', result: 'ok', durationMs: 10 })
  const figures = figuresOf(readMetrics(await text()))
  const { uploaded, refused, inFlight, bytes, calls } = figures
  assert.deepEqual(
    { uploaded, refused, inFlight, bytes, calls },
    {
      uploaded: 2,
      refused: 1,
      inFlight: 1,
      bytes: 3000,
      calls: 1,
    },
  )
  assert.equal(figures.callSeconds.toFixed(2), '0.03')
  assert.ok(Math.abs(Date.now() - figures.tokenAtMs) < 60_000)
})
