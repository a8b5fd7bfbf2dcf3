/**
 * What a scenario is, and what it found.
 */

import type { SentUpload } from './send-upload.ts'

export interface LoadResult {
  /** What was measured, as it is printed. */
  readonly figures: Readonly<Record<string, string | number>>
  /** Promises that did not hold. */
  readonly broken: readonly string[]
}

export interface LoadScenario {
  readonly name: string
  /** What is done, at full size. */
  readonly title: string
  /** Runs it; `scale` 1 is full size, less is a part of it. */
  run(scale: number): Promise<LoadResult>
}

/** A value that so many percent of all are not above; 0 of none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0
}

export function scaled(count: number, scale: number): number {
  return Math.max(1, Math.round(count * scale))
}

/** How far memory may grow in a part of a scenario: a heap that is still finding its size says little. */
export function maxGrowthBytes(scale: number): number {
  return (scale < 1 ? 100 : 30) * 2 ** 20
}

export function mib(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}

/** How often each answer came, the usual one left out. */
export function otherAnswers(all: readonly SentUpload[], usual: readonly number[]): string {
  const counts = new Map<string, number>()
  for (const { status, code } of all) {
    if (usual.includes(status)) continue
    const answer = status === 0 ? 'broken' : `${status} ${code}`
    counts.set(answer, (counts.get(answer) ?? 0) + 1)
  }
  return [...counts].map(([answer, count]) => `${count} × ${answer}`).join(', ') || 'none'
}

/** The promises that do not hold, by what breaks them. */
export function brokenOf(promises: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.entries(promises).flatMap(([promise, holds]) => (holds ? [] : [promise]))
}
