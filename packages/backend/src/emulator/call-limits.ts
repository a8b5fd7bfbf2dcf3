/**
 * How often an app may call: so many calls a second for each API, so many a month for all of
 * them. A call over the pace is not counted against the month.
 */

import { type EmulatorCall, TOKEN_CALLS } from './calls.ts'
import type { ResolvedOptions } from './emulator-options.ts'

export interface CallLimits {
  /** Counts one call, made now. Returns its errcode: 0, 90018 over the pace, 90020 over the month. */
  admit(call: EmulatorCall): 0 | 90018 | 90020
  /** Forgets all calls so far. */
  reset(): void
}

/** Fetching an access token is exempt from both limits, and so is what needs none. */
const EXEMPT: readonly EmulatorCall[] = [...TOKEN_CALLS, 'streamOpen']

/** Counts the calls of one app. */
export function createCallLimits({
  now,
  queriesPerSecond,
  monthlyQuota,
}: Pick<ResolvedOptions, 'now' | 'queriesPerSecond' | 'monthlyQuota'>): CallLimits {
  const recent = new Map<EmulatorCall, number[]>()
  let month = ''
  let callsThisMonth = 0

  return {
    admit(call) {
      if (EXEMPT.includes(call)) return 0
      const at = now()
      const lastSecond = (recent.get(call) ?? []).filter((earlier) => at - earlier < 1000)
      recent.set(call, lastSecond)
      if (queriesPerSecond > 0 && lastSecond.length >= queriesPerSecond) return 90018
      const thisMonth = new Date(at).toISOString().slice(0, 7)
      if (month !== thisMonth) callsThisMonth = 0
      month = thisMonth
      if (monthlyQuota > 0 && callsThisMonth >= monthlyQuota) return 90020
      callsThisMonth += 1
      lastSecond.push(at)
      return 0
    },
    reset() {
      recent.clear()
      callsThisMonth = 0
    },
  }
}
