/**
 * Two promises that have a yes or a no: bytes go upstream while a slow client still sends,
 * and memory does not grow with the file.
 */

import type { Subject } from '../subjects/subject.ts'
import type { BenchStage } from './bench-stage.ts'
import { measure } from './measure.ts'
import { median } from './median.ts'
import type { Scenario } from './scenario.ts'

const MiB = 2 ** 20

export interface Fact {
  readonly subject: string
  /** How many of a slow client's uploads had reached the upstream before the client was half done. */
  readonly begunBeforeHalf: number
  readonly slowUploads: number
  /** How long before the half, in the middle. */
  readonly aheadMs: number | undefined
  readonly peakMbSmallFiles: number | undefined
  readonly peakMbLargeFiles: number | undefined
}

const SLOW_CLIENT: Scenario = {
  name: 'slow-client',
  summary: 'a client of 8 MiB/s, 20 MiB files',
  figures: [],
  plan: { clients: 2, fileBytes: 20 * MiB, durationMs: 5000, uploadsPerClient: 1, bytesPerSecond: 8 * MiB },
}

/** As many bytes, in files of this size. */
function streaming(fileBytes: number): Scenario {
  return {
    name: 'memory',
    summary: 'memory by size of file',
    figures: [],
    plan: { clients: 32, fileBytes, durationMs: 15_000, uploadsPerClient: (40 * MiB) / fileBytes },
  }
}

/** Puts the relay's own subjects to both tests. */
export async function measureFacts(subjects: readonly Subject[], stage: BenchStage): Promise<Fact[]> {
  const facts: Fact[] = []
  for (const subject of subjects.filter(({ name }) => name === 'raw' || name === 'form')) {
    const { load, ledger } = await measure(subject, SLOW_CLIENT, stage)
    const ahead = Object.entries(load.halvesAtMs).map(
      ([filename, halfAtMs]) => halfAtMs - (ledger.firstBytesAtMs[filename] ?? Number.POSITIVE_INFINITY),
    )
    facts.push({
      subject: subject.name,
      begunBeforeHalf: ahead.filter((ms) => ms > 0).length,
      slowUploads: ahead.length,
      aheadMs: median(ahead),
      peakMbSmallFiles: (await measure(subject, streaming(MiB), stage)).figures.peakMb,
      peakMbLargeFiles: (await measure(subject, streaming(20 * MiB), stage)).figures.peakMb,
    })
  }
  return facts
}
