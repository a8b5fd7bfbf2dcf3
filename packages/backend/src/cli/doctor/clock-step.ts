/**
 * Whether this machine's clock and DingTalk's agree. Signatures and grants tell the time; one that is
 * off gets them refused.
 */

import { Finding, STEP_TIMEOUT_MS, type Step } from './step.ts'

/** As far as DingTalk bears with a signature. */
const MAX_SKEW_MS = 60_000

export function clockStep(origin: string): Step {
  return {
    name: 'clock',
    needs: ['network'],
    async run() {
      const sentAt = Date.now()
      const response = await fetch(origin, {
        redirect: 'manual',
        signal: AbortSignal.timeout(STEP_TIMEOUT_MS),
      })
      await response.body?.cancel()
      const told = Date.parse(response.headers.get('Date') ?? '')
      if (Number.isNaN(told)) return 'DingTalk does not tell the time'
      // Told in whole seconds, some time between the two.
      const seconds = Math.round((told - (sentAt + Date.now()) / 2) / 1000)
      if (Math.abs(seconds) * 1000 <= MAX_SKEW_MS) return 'agrees with DingTalk to the minute'
      const direction = seconds > 0 ? 'behind' : 'ahead of'
      throw new Finding(
        `This machine's clock is ${Math.abs(seconds)} s ${direction} DingTalk's`,
        'Let it be set by NTP: suite tickets are signed with the time, and grants carry it.',
      )
    },
  }
}
