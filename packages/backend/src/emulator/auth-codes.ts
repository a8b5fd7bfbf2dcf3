/**
 * The auth codes that DingTalk's client gives to a page: each names one user of one corp, for five
 * minutes and once.
 */

import type { ResolvedOptions } from './emulator-options.ts'

export interface EmulatorUser {
  readonly userid: string
  readonly name: string
}

export interface AuthCodes {
  /** A new code for a user. */
  issue(user: EmulatorUser, corpId: string): string
  /** Whom a code names, to an app in this corp; never twice. */
  redeem(code: unknown, corpId: string | undefined): EmulatorUser | undefined
}

const LIFE_MS = 5 * 60_000

/** No codes yet. */
export function createAuthCodes({ now }: Pick<ResolvedOptions, 'now'>): AuthCodes {
  const codes = new Map<
    string,
    { readonly user: EmulatorUser; readonly corpId: string; readonly endsAt: number }
  >()
  return {
    issue(user, corpId) {
      const code = crypto.randomUUID().replaceAll('-', '')
      codes.set(code, { user, corpId, endsAt: now() + LIFE_MS })
      return code
    },
    redeem(code, corpId) {
      const issued = codes.get(String(code))
      if (!issued || issued.corpId !== corpId) return undefined
      codes.delete(String(code))
      return now() < issued.endsAt ? issued.user : undefined
    },
  }
}
