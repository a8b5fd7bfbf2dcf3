/**
 * How much memory a process holds, as Linux tells it.
 */

import { readFileSync } from 'node:fs'

/** What it holds now, in bytes; `NaN` where the system does not say. */
export function residentBytesOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024
  } catch {
    return Number.NaN
  }
}
