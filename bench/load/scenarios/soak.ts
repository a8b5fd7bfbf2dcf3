/**
 * A long day in short: good uploads, refused ones and clients that leave, twenty a second.
 */

import { brokenOf, type LoadScenario, maxGrowthBytes, mib } from '../load-scenario.ts'
import { onStage } from '../load-stage.ts'
import { pngOf, type SendUploadOptions, sendUpload } from '../send-upload.ts'

const MIX: readonly SendUploadOptions[] = [
  { body: pngOf(10_000) },
  { body: pngOf(200_000) },
  { body: pngOf(2 ** 20) },
  { body: pngOf(10_000), query: 'type=image&filename=a.gif' },
  { body: pngOf(10_000), query: 'type=nothing&filename=a.png' },
  { body: pngOf(2 ** 20), cutAfterBytes: 300_000 },
]

export const soak: LoadScenario = {
  name: 'soak',
  title: '20 requests a second, good, refused and cut off, for two minutes (LD-03)',
  run: (scale) =>
    onStage({}, async ({ url, relay, settledRelay, relayWhen }) => {
      const seconds = 120 * scale
      const statuses = new Map<number, number>()
      const running = new Set<Promise<void>>()
      const begun = performance.now()
      let before = await relay()
      let warm = false
      for (let sent = 0; performance.now() - begun < seconds * 1000; sent++) {
        const task = sendUpload(url, MIX[sent % MIX.length] as SendUploadOptions).then(({ status }) => {
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
        })
        running.add(task)
        task.then(() => running.delete(task))
        await new Promise((resolve) => setTimeout(resolve, 50))
        // The first quarter fills caches and pools.
        if (!warm && performance.now() - begun > seconds * 250) {
          warm = true
          before = await settledRelay()
        }
      }
      await Promise.all(running)
      const mostFiles = before.openFiles + 8
      const mostBytes = before.residentBytes + maxGrowthBytes(scale)
      const after = await relayWhen(
        ({ openFiles, residentBytes }) => openFiles <= mostFiles && residentBytes < mostBytes,
      )
      const failed = [...statuses].filter(([status]) => status >= 500)
      return {
        figures: {
          seconds: seconds,
          'answers by status, 0 for none': [...statuses]
            .map(([status, count]) => `${count} × ${status}`)
            .join(', '),
          'memory after a quarter and at the end': `${mib(before.residentBytes)}, ${mib(after.residentBytes)}`,
          'open files after a quarter and at the end': `${before.openFiles}, ${after.openFiles}`,
        },
        broken: brokenOf({
          'no answer of 500 or more': failed.length === 0,
          'open files stay': after.openFiles <= mostFiles,
          'memory stays': after.residentBytes < mostBytes,
        }),
      }
    }),
}
