/**
 * One measurement: one subject, one scenario, once.
 */

import type { LoadPlan, LoadReport } from '../load/load-plan.ts'
import type { Subject } from '../subjects/subject.ts'
import type { LedgerReport } from '../upstream/ledger.ts'
import type { BenchStage } from './bench-stage.ts'
import { median, quantile } from './median.ts'
import { cpuSecondsOf, peakBytesOf, residentBytesOf } from './process-tree.ts'
import { type RunningSubject, startSubject } from './running-subject.ts'
import type { Figures, Scenario } from './scenario.ts'

/** Uploads begun in time may end so much later. */
const GRACE_MS = 30_000

/** What takes more than this is ended, or the machine would be. */
const MAX_RESIDENT_BYTES = 4 * 2 ** 30

/** What one measurement found beside its figures. */
export interface Measurement {
  readonly figures: Figures
  readonly load: LoadReport
  readonly ledger: LedgerReport
}

/** Measures. Throws when an upload goes wrong: what does not work has no speed. */
export async function measure(subject: Subject, scenario: Scenario, stage: BenchStage): Promise<Measurement> {
  const { plan, secure = false, upstreamBytesPerSecond = 0, warmUp = {} } = scenario
  const running = await startSubject(subject, stage, secure)
  let oversized = false
  const guard = setInterval(() => {
    if (residentBytesOf(running.pid) <= MAX_RESIDENT_BYTES) return
    oversized = true
    void running.stop()
  }, 500)
  try {
    const loadPlan: LoadPlan = {
      ...plan,
      port: running.port,
      way: subject.way,
      headers: subject.headers ?? {},
    }
    await stage.paceUpstream(0)
    expectGood(await stage.load({ ...loadPlan, ...warmUp }, GRACE_MS), running)
    await stage.paceUpstream(upstreamBytesPerSecond)

    const cpuBefore = cpuSecondsOf(running.pid)
    const load = await stage.load(loadPlan, plan.durationMs + GRACE_MS)
    const cpuSeconds = cpuSecondsOf(running.pid) - cpuBefore
    const peakBytes = peakBytesOf(running.pid)
    const ledger = await stage.takeLedger()
    expectGood(load, running)
    if (ledger.faults.length > 0) throw new Error(`the upstream got ${ledger.faults.join(', ')}`)
    return { figures: figuresOf(load, ledger, cpuSeconds, peakBytes), load, ledger }
  } catch (error) {
    throw oversized ? new Error('took more than 4 GiB of memory, and was ended') : error
  } finally {
    clearInterval(guard)
    await running.stop()
  }
}

function expectGood({ failures, uploads }: LoadReport, { complaints }: RunningSubject): void {
  if (failures.length > 0 || uploads === 0)
    throw new Error(`${failures[0] ?? 'no upload'} ${complaints.slice(0, 300)}`.trim())
}

function figuresOf(load: LoadReport, ledger: LedgerReport, cpuSeconds: number, peakBytes: number): Figures {
  const seconds = load.elapsedMs / 1000
  return {
    cpuSecondsPerGb: cpuSeconds / (load.fileBytes / 1e9),
    cpuMsPerUpload: (cpuSeconds * 1000) / load.uploads,
    peakMb: peakBytes / 2 ** 20,
    mbPerSecond: load.fileBytes / 1e6 / seconds,
    uploadsPerSecond: load.uploads / seconds,
    p50Ms: median(load.latenciesMs),
    p99Ms: quantile(load.latenciesMs, 0.99),
    firstByteMs: median(
      Object.entries(load.firstBytesAtMs).flatMap(([filename, sentAt]) => {
        const arrivedAt = ledger.firstBytesAtMs[filename]
        return arrivedAt === undefined ? [] : [arrivedAt - sentAt]
      }),
    ),
  }
}
