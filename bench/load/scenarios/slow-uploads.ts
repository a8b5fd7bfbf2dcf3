/**
 * Many large files on slow lines: what one upload holds in memory, and whether others are kept waiting.
 */

import { brokenOf, type LoadScenario, mib, otherAnswers, percentile, scaled } from '../load-scenario.ts'
import { onStage, patientWith } from '../load-stage.ts'
import { pngOf, sendUpload } from '../send-upload.ts'

const MAX_BYTES_EACH = 512 * 1024

/** Of the event loop's delay, at its 99th percentile, beyond what the machine does to everybody. */
const MAX_LOOP_MS = 50

export const slowUploads: LoadScenario = {
  name: 'slow-uploads',
  title: '200 uploads of 20 MiB at 128 KiB a second each (LD-02, LD-05)',
  run: (scale) =>
    onStage(patientWith(scale), async ({ url, relay, bystander, settledRelay }) => {
      const count = scaled(200, scale)
      const body = pngOf(scale < 1 ? 2 ** 20 : 20 * 2 ** 20)
      // What a first crowd of connections costs for good is no file's.
      const small = pngOf(10_000)
      await Promise.all(Array.from({ length: count }, () => sendUpload(url, { body: small })))
      const before = await settledRelay()
      const delays: number[] = []
      const idleDelays: number[] = []
      let peak = before.residentBytes
      let watching = true
      async function watch(): Promise<void> {
        while (watching) {
          await new Promise((resolve) => setTimeout(resolve, 500))
          const [{ residentBytes, loopP99Ms }, idle] = await Promise.all([relay(), bystander()])
          peak = Math.max(peak, residentBytes)
          delays.push(loopP99Ms)
          idleDelays.push(idle.loopP99Ms)
        }
      }
      const watched = watch()
      const bytesPerSecond = 128 * 1024
      const all = await Promise.all(
        Array.from({ length: count }, () => sendUpload(url, { body, bytesPerSecond })),
      )
      watching = false
      await watched
      const stored = all.filter(({ status }) => status === 200).length
      const each = (peak - before.residentBytes) / count
      const [loopMs, idleLoopMs] = [percentile(delays, 50), percentile(idleDelays, 50)]
      return {
        figures: {
          uploads: count,
          stored,
          'other answers': otherAnswers(all, [200]),
          'memory before': mib(before.residentBytes),
          'memory at its peak': mib(peak),
          'memory for each upload, KiB': (each / 1024).toFixed(0),
          'p99 of the event loop, ms, median of half seconds: the relay': loopMs.toFixed(1),
          'the same of a process that does nothing': idleLoopMs.toFixed(1),
          'p99 of the relay, worst half second': Math.max(0, ...delays).toFixed(1),
        },
        broken: brokenOf({
          'all are stored': stored === count,
          'at most 512 KiB for each': scale < 1 || each <= MAX_BYTES_EACH,
          'the event loop is late by less than 50 ms': scale < 1 || loopMs - idleLoopMs < MAX_LOOP_MS,
          'at most 150 MiB for all': peak - before.residentBytes <= 150 * 2 ** 20,
        }),
      }
    }),
}
