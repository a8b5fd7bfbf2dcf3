/**
 * Says of a failure what it takes to see it again.
 */

import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HttpFailure } from './http/fuzz-http.ts'
import type { InputFailure } from './in-process/fuzz-in-process.ts'

const COMMAND = 'node --conditions=@dt-media/source bench/fuzz/main.ts'

/** Saves what was sent, and tells where, what went wrong and how to play it again. */
export function httpReport({ seed, index, titles, problems, sent, received }: HttpFailure): string {
  const folder = join(tmpdir(), 'dt-media-fuzz')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${seed}-${index}.bin`)
  writeFileSync(path, sent)
  return [
    `✖ seed ${seed}, case ${index}: ${titles.join(' | ')}`,
    ...problems.map((problem) => `    ${problem}`),
    `    answered: ${JSON.stringify(received.toString('latin1').slice(-500))}`,
    `    sent: ${path}`,
    `    again: ${COMMAND} --seed ${seed} --case ${index}`,
  ].join('\n')
}

/** Tells what went wrong and how to try it again. */
export function inputReport({ target, seed, index, problem }: InputFailure): string {
  return [
    `✖ seed ${seed}, input ${index} of ${target}: ${problem}`,
    `    again: ${COMMAND} --seed ${seed} --target ${target} --input ${index}`,
  ].join('\n')
}
