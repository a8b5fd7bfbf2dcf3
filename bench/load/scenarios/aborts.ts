/**
 * Clients that leave: nothing of theirs stays behind, and DingTalk has nothing whole.
 */

import { brokenOf, type LoadScenario, mib, scaled } from '../load-scenario.ts'
import { onStage } from '../load-stage.ts'
import { pngOf, sendUpload } from '../send-upload.ts'

const AT_ONCE = 50
const BODY = pngOf(2 * 2 ** 20)
const CUTS = [0, 100, 10_000, 100_000, 1_000_000]

export const aborts: LoadScenario = {
  name: 'aborts',
  title: '10,000 uploads cut off by their clients (CL-05)',
  run: (scale) =>
    onStage({}, async ({ url, settledRelay, dingtalk }) => {
      // Pools and caches fill first.
      await cutOff(url, scaled(500, Math.max(0.4, scale)))
      const before = await settledRelay()
      const count = scaled(10_000, scale)
      await cutOff(url, count)
      const after = await settledRelay()
      const { running, completed, cutOff: broken } = await dingtalk()
      const grown = after.residentBytes - before.residentBytes
      return {
        figures: {
          'uploads cut off': count,
          'of them begun at DingTalk': broken,
          'sockets and timers before and after': `${before.resources}, ${after.resources}`,
          'open files before and after': `${before.openFiles}, ${after.openFiles}`,
          'memory before and after': `${mib(before.residentBytes)}, ${mib(after.residentBytes)}`,
        },
        broken: brokenOf({
          'sockets and timers are back': after.resources <= before.resources + 4,
          'open files are back': after.openFiles <= before.openFiles + 4,
          'less than 30 MiB more': grown < 30 * 2 ** 20,
          'no warning of too many listeners': after.warnings.length === 0,
          'nothing whole at DingTalk, and nothing running': completed === 0 && running === 0,
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
