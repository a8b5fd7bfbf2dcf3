import { cpus, release, totalmem } from 'node:os'
import type { Fact } from '../measure/facts.ts'
import type { Result } from '../measure/run-interleaved.ts'
import { goVersion } from '../subjects/go-reverse-proxy.ts'
import { nginxVersion } from '../subjects/nginx.ts'

/** Where, when and with what. */
export interface MachineDescription {
  /** ISO 8601. */
  readonly date: string
  readonly machine: string
  readonly versions: string
}

export interface BenchReport extends MachineDescription {
  readonly runs: number
  readonly results: readonly Result[]
  readonly facts: readonly Fact[]
}

export function describeMachine(): MachineDescription {
  const [cpu] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return {
    date: new Date().toISOString().slice(0, 16),
    machine: `${cpus().length} x ${cpu?.model.trim() || 'unknown CPU'}, ${memory} GiB, Linux ${release()}`,
    versions: [`node ${process.versions.node}`, nginxVersion(), goVersion()].filter(Boolean).join(', '),
  }
}
