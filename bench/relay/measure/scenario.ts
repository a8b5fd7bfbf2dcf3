/**
 * What is done to every subject, and what is asked of it.
 */

import type { LoadPlan } from '../load/load-plan.ts'

const KiB = 1024
const MiB = 1024 * KiB

/** A figure by name; `undefined` where it could not be had. */
export type Figures = Readonly<Partial<Record<FigureName, number | undefined>>>

export type FigureName =
  | 'cpuSecondsPerGb'
  | 'cpuMsPerUpload'
  | 'peakMb'
  | 'mbPerSecond'
  | 'uploadsPerSecond'
  | 'p50Ms'
  | 'p99Ms'
  | 'firstByteMs'

export interface Scenario {
  readonly name: string
  readonly summary: string
  /** The figures of the table; all others are stored too. */
  readonly figures: readonly FigureName[]
  readonly plan: Omit<LoadPlan, 'port' | 'way' | 'headers'>
  readonly secure?: boolean
  /** How fast the upstream reads each connection. */
  readonly upstreamBytesPerSecond?: number
  /** Uploads before anything is measured: code gets compiled, connections made. */
  readonly warmUp?: Partial<LoadPlan>
  /** Only once, however many runs: its figure hardly changes. */
  readonly once?: boolean
}

const WARM_LARGE = { clients: 8, durationMs: 700 }
/** Just-in-time compilers need tens of thousands of uploads until they cost what they cost all day. */
const WARM_SMALL = { clients: 64, durationMs: 6000 }
/** Memory is asked for as it is: a short first upload makes the connections. */
const WARM_NOT = { clients: 1, uploadsPerClient: 1, fileBytes: 70 * KiB }

const large = { clients: 16, fileBytes: 20 * MiB, durationMs: 3000 }
const small = { clients: 64, fileBytes: 10 * KiB, durationMs: 3000 }

/** The full table. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'large',
    summary: '20 MiB files, 16 clients',
    figures: ['cpuSecondsPerGb', 'mbPerSecond', 'p50Ms', 'p99Ms'],
    plan: large,
    warmUp: WARM_LARGE,
  },
  {
    name: 'large-tls',
    summary: 'the same, upstream with TLS',
    figures: ['cpuSecondsPerGb', 'mbPerSecond'],
    plan: large,
    secure: true,
    warmUp: WARM_LARGE,
  },
  {
    name: 'small',
    summary: '10 KiB files, 64 clients',
    figures: ['cpuMsPerUpload', 'uploadsPerSecond', 'p50Ms', 'p99Ms'],
    plan: small,
    warmUp: WARM_SMALL,
  },
  {
    name: 'first-byte',
    summary: 'first byte through, the rest 50 ms later',
    figures: ['firstByteMs'],
    plan: {
      clients: 1,
      fileBytes: MiB,
      durationMs: 5000,
      uploadsPerClient: 40,
      stall: { afterBytes: 32 * KiB, ms: 50 },
    },
    warmUp: { clients: 1, durationMs: 700 },
  },
  {
    name: 'many',
    summary: '20 MiB files, 64 clients at once',
    figures: ['peakMb'],
    plan: { clients: 64, fileBytes: 20 * MiB, durationMs: 20_000, uploadsPerClient: 2 },
    warmUp: WARM_NOT,
    once: true,
  },
  {
    name: 'slow-clients',
    summary: '200 clients of 2 MiB/s, 20 MiB files',
    figures: ['peakMb'],
    plan: {
      clients: 200,
      fileBytes: 20 * MiB,
      durationMs: 30_000,
      uploadsPerClient: 1,
      bytesPerSecond: 2 * MiB,
    },
    warmUp: WARM_NOT,
    once: true,
  },
  {
    name: 'slow-upstream',
    summary: '32 files of 8 MiB, upstream reads 1 MiB/s',
    figures: ['peakMb'],
    plan: { clients: 32, fileBytes: 8 * MiB, durationMs: 30_000, uploadsPerClient: 1 },
    upstreamBytesPerSecond: MiB,
    warmUp: WARM_NOT,
    once: true,
  },
]

/** The form for CI: under a minute, against peers in the same run. */
export const SHORT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'large',
    summary: '4 MiB files, 8 clients',
    figures: ['cpuSecondsPerGb', 'peakMb'],
    plan: { clients: 8, fileBytes: 4 * MiB, durationMs: 1500 },
    warmUp: { clients: 8, durationMs: 500 },
  },
  {
    name: 'small',
    summary: '10 KiB files, 32 clients',
    figures: ['cpuMsPerUpload'],
    plan: { clients: 32, fileBytes: 10 * KiB, durationMs: 1500 },
    warmUp: { clients: 32, durationMs: 700 },
  },
]
