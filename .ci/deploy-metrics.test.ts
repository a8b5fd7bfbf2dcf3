import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { createMetrics } from '../packages/backend/src/runtimes/node/metrics.ts'

const root = resolve(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** Every name that Prometheus gets to see, with those that histograms make of theirs. */
async function metricNames(): Promise<Set<string>> {
  const text = await createMetrics().text()
  const names = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
    type === 'histogram' ? ['', '_bucket', '_count', '_sum'].map((end) => name + end) : [name],
  )
  return new Set(names)
}

for (const file of [
  ...['deploy/prometheus-alerts.yaml', 'deploy/grafana-dashboard.json'],
  ...['docs/operations.md', 'docs/zh/operations.md'],
]) {
  test(`${file} asks for metrics that the relay has`, async () => {
    const names = await metricNames()
    const asked = new Set(read(file).match(/\b(dt_media_\w+|process_\w+_bytes)\b/g))
    assert.ok(asked.size >= 5)
    assert.deepEqual(
      [...asked].filter((name) => !names.has(name)),
      [],
    )
  })
}

test('every metric of ours is on the dashboard', async () => {
  const dashboard = read('deploy/grafana-dashboard.json')
  const ours = [...(await metricNames())].filter(
    (name) => /^dt_media_/.test(name) && !/_(bucket|count|sum)$/.test(name),
  )
  assert.deepEqual(
    ours.filter((name) => !dashboard.includes(name)),
    [],
  )
})

test('each alert leads to a heading of the runbook', () => {
  const headings = new Set(
    [...read('docs/runbook.md').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading.toLowerCase().replaceAll(' ', '-'),
    ),
  )
  const anchors = [...read('deploy/prometheus-alerts.yaml').matchAll(/runbook: docs\/runbook\.md#(\S+)/g)]
  assert.ok(anchors.length >= 5)
  for (const [, anchor = ''] of anchors) assert.ok(headings.has(anchor), anchor)
})
