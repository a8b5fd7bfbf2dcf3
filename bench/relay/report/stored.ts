/**
 * The result that later ones are compared with.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { BenchReport } from './bench-report.ts'

const FILE = new URL('../stored.json', import.meta.url)

/** `undefined` until one was stored. */
export function readStored(): BenchReport | undefined {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as BenchReport) : undefined
}

export function writeStored(report: BenchReport): void {
  writeFileSync(FILE, `${JSON.stringify(report, undefined, 2)}\n`)
}
