/**
 * Everybody at once: each client gets in, or is told honestly when to come back, and then gets in.
 */

import { brokenOf, type LoadScenario, otherAnswers, percentile, scaled } from '../load-scenario.ts'
import { onStage, patientWith } from '../load-stage.ts'
import { pngOf, type SentUpload, sendUpload } from '../send-upload.ts'

const ROOM = 64
const PATIENCE_MS = 60_000

export const crowd: LoadScenario = {
  name: 'crowd',
  title: '1,000 connections at once, 1 MiB each, room for 64 (LD-01)',
  run: (scale) =>
    onStage({ maxUploads: ROOM, ...patientWith(scale) }, async ({ url }) => {
      const body = pngOf(2 ** 20)
      const refusals: number[] = []
      let resets = 0
      const others: SentUpload[] = []
      let dishonest = 0
      const begun = performance.now()

      async function client(): Promise<boolean> {
        while (performance.now() - begun < PATIENCE_MS) {
          const sent = await sendUpload(url, { body })
          const { status, retryAfterSeconds = 0, ms } = sent
          if (status === 200) return true
          if (status === 503) refusals.push(ms)
          else if (status === 0) resets += 1
          else others.push(sent)
          if (status === 503 && retryAfterSeconds < 1) dishonest += 1
          await new Promise((resolve) => setTimeout(resolve, 1000 * retryAfterSeconds * (1 + Math.random())))
        }
        return false
      }

      const stored = await Promise.all(Array.from({ length: scaled(1000, scale) }, client))
      return {
        figures: {
          clients: stored.length,
          'stored in the end': stored.filter(Boolean).length,
          'answers of 503': refusals.length,
          'connections broken': resets,
          'other answers': otherAnswers(others, []),
          'seconds until all were stored': ((performance.now() - begun) / 1000).toFixed(1),
          'p99 of a 503, ms': percentile(refusals, 99).toFixed(0),
        },
        broken: brokenOf({
          'no connection breaks': resets === 0,
          'no answer but 200 and 503': others.length === 0,
          'each 503 says when to come back': dishonest === 0,
          'all are stored within 60 s': stored.every(Boolean),
        }),
      }
    }),
}
