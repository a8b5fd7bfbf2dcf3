/**
 * Runs one plan: so many clients, each sending one upload after the other.
 */

import { monotonicMs } from '../monotonic-ms.ts'
import { Client } from './client.ts'
import type { LoadPlan, LoadReport } from './load-plan.ts'
import { type SendFile, sendAtOnce, sendAtPace, sendWithStall } from './send-file.ts'
import { UploadRequests } from './upload-body.ts'

/** After so many uploads that went wrong there is nothing to measure. */
const MAX_FAILURES = 5

export async function runLoad(plan: LoadPlan): Promise<LoadReport> {
  const requests = new UploadRequests(plan)
  const failures: string[] = []
  const latenciesMs: number[] = []
  const firstBytesAtMs: Record<string, number> = {}
  const halvesAtMs: Record<string, number> = {}
  const send = senderOf(plan, (filename) => {
    halvesAtMs[filename] = monotonicMs()
  })
  const startedAtMs = monotonicMs()

  async function runClient(): Promise<void> {
    const client = new Client(plan.port, send)
    for (let sent = 0; sent < (plan.uploadsPerClient ?? Number.POSITIVE_INFINITY); sent++) {
      if (monotonicMs() - startedAtMs > plan.durationMs || failures.length >= MAX_FAILURES) break
      const request = requests.next()
      try {
        const { startedAtMs: at, latencyMs } = await client.upload(request, requests.mediaId)
        firstBytesAtMs[request.filename] = at
        latenciesMs.push(latencyMs)
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error))
        client.close()
      }
    }
    client.close()
  }

  await Promise.all(Array.from({ length: plan.clients }, runClient))
  const uploads = latenciesMs.length
  return {
    uploads,
    fileBytes: uploads * plan.fileBytes,
    elapsedMs: monotonicMs() - startedAtMs,
    failures,
    latenciesMs,
    firstBytesAtMs,
    halvesAtMs,
  }
}

function senderOf({ bytesPerSecond, stall }: LoadPlan, onHalf: (filename: string) => void): SendFile {
  if (bytesPerSecond !== undefined) return sendAtPace(bytesPerSecond, onHalf)
  return stall ? sendWithStall(stall) : sendAtOnce
}
