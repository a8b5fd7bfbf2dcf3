import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { FIXTURES } from '../../../../fixtures/index.ts'
import { amrDurationMs } from './amr-duration.ts'

const bytes = (header: string, ...frames: readonly (readonly [mode: number, bytes: number])[]) => {
  const body = frames.flatMap(([mode, size]) => [mode << 3, ...new Array<number>(size - 1).fill(0)])
  return Uint8Array.from([...Buffer.from(header), ...body])
}

test('counts the frames of 20 ms, of every mode and of silence', () => {
  assert.equal(amrDurationMs(bytes('#!AMR\n', [0, 13], [7, 32], [8, 6], [15, 1])), 80)
  assert.equal(amrDurationMs(bytes('#!AMR-WB\n', [0, 18], [8, 61], [9, 6], [14, 1])), 80)
  assert.equal(amrDurationMs(bytes('#!AMR\n')), 0)
})

test('counts a frame that was cut, and ends with the file', () => {
  assert.equal(amrDurationMs(bytes('#!AMR\n', [7, 32], [7, 32]).subarray(0, 6 + 40)), 40)
})

test('knows nothing of another format', () => {
  for (const text of ['', '#!AMR', 'RIFF....WAVE', '#!/bin/sh\n'])
    assert.equal(amrDurationMs(new Uint8Array(Buffer.from(text))), undefined)
})

for (const { file, path, format } of FIXTURES.filter((fixture) => fixture.format === 'amr')) {
  test(`finds a duration in ${file}, which is ${format}`, () => {
    const duration = amrDurationMs(readFileSync(path)) ?? 0
    assert.ok(duration > 0 && duration % 20 === 0, `${duration}`)
  })
}
