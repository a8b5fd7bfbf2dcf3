import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSubject } from '../bench/element/built-subject.ts'
import { measureHydration } from '../bench/element/hydration.ts'
import { addScenario, cycleScenario, renderScenario } from '../bench/element/measure.ts'
import { elementTable } from '../bench/element/report.ts'
import { runSubjects } from '../bench/element/run-subjects.ts'
import { ownSubject } from '../bench/element/subjects.ts'

test('the benchmark of the element measures all it shows, with ours alone', async () => {
  const subject = await buildSubject(ownSubject(), ['@dt-media/source'])
  try {
    const scenarios = [renderScenario(2), addScenario(20), cycleScenario(3)]
    const results = await runSubjects([subject], scenarios, { runs: 1, log: () => {} })

    const figuresOf = (name: string) => results.find(({ scenario }) => scenario === name)?.figures ?? {}
    const above = (value: number | undefined, least: number) => assert.ok((value ?? 0) > least, `${value}`)
    assert.deepEqual(
      results.flatMap(({ failure }) => failure ?? []),
      [],
    )
    above(subject.bytes, 10_000)
    above(figuresOf('render-2').paintMs, 0)
    above(figuresOf('add-20').scriptMs, 0)
    above(figuresOf('add-20').nodes, 20)
    assert.equal(figuresOf('add-20').unfinished, undefined, 'all files were listed')
    assert.equal(figuresOf('cycles-3').listeners, 0)
    assert.match(elementTable([subject], results), /^\| dt-media-upload \| \d/m)
  } finally {
    subject.close()
  }
})

test('it measures how a drawing of a server is taken over, and that none is drawn anew', async () => {
  const figures = await measureHydration([1, 3], 1, ['@dt-media/source'])
  assert.deepEqual([...figures.keys()], [1, 3])
  for (const ms of figures.values()) assert.ok(ms > 0, `${ms}`)
})
