/**
 * Clients that leave: nothing of theirs stays behind, and DingTalk has nothing whole.
 */

import { brokenOf, type LoadScenario, maxGrowthBytes, mib, scaled } from '../load-scenario.ts'
import { onStage } from '../load-stage.ts'
import { pngOf, sendUpload } from '../send-upload.ts'

const AT_ONCE = 50
const BODY = pngOf(2 * 2 ** 20)
const CUTS = [0, 100, 10_000, 100_000, 1_000_000, BODY.length - 1]

export const aborts: LoadScenario = {
  name: 'aborts',
  title: '10,000 uploads cut off by their clients (CL-05)',
  run: (scale) =>
    onStage({}, async ({ url, settledRelay, relayWhen, dingtalkWhen }) => {
      // Pools and caches fill first.
      await cutOff(url, scaled(500, Math.max(0.4, scale)))
      const before = await settledRelay()
      const count = scaled(10_000, scale)
      await cutOff(url, count)
      const { running, completed, cutOff: broken } = await dingtalkWhen((facts) => facts.running === 0)
      const most = {
        resources: before.resources + 4,
        openFiles: before.openFiles + 4,
        residentBytes: before.residentBytes + maxGrowthBytes(scale),
      }
      const after = await relayWhen(
        ({ resources, openFiles, residentBytes }) =>
          resources <= most.resources && openFiles <= most.openFiles && residentBytes < most.residentBytes,
      )
      return {
        figures: {
          'uploads cut off': count,
          'of them begun at DingTalk': broken,
          'sockets and timers before and after': `${before.resources}, ${after.resources}`,
          'open files before and after': `${before.openFiles}, ${after.openFiles}`,
          'memory before and after': `${mib(before.residentBytes)}, ${mib(after.residentBytes)}`,
        },
        broken: brokenOf({
          'sockets and timers are back': after.resources <= most.resources,
          'open files are back': after.openFiles <= most.openFiles,
          'less than 30 MiB more, 100 in a part of it': after.residentBytes < most.residentBytes,
          'no warning of too many listeners': after.warnings.length === 0,
          'some had begun at DingTalk': broken > 0,
          'none of them counted as whole there': completed === 0,
          'none of them runs on': running === 0,
        }),
      }
    }),
}

async function cutOff(url: string, count: number): Promise<void> {
  for (let i = 0; i < count; i += AT_ONCE) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, k) =>
        sendUpload(url, { body: BODY, cutAfterBytes: CUTS[(i + k) % CUTS.length] ?? 0 }),
      ),
    )
  }
}
