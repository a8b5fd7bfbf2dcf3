/**
 * One step of the doctor: what it looks at, what it needs, and how it says that something is wrong.
 */

import type { Settings } from '../settings.ts'

/** What was found out on the way. */
export interface Patient {
  readonly settings: Settings
  /** Why Redis is not connected to, while it is not. */
  storeLost?: string | undefined
  /** The newest suite ticket, where the app needs one. */
  suiteTicket?: string
  accessToken?: string
}

export interface Step {
  readonly name: string
  /** Steps that must have been well. */
  readonly needs: readonly string[]
  /** Resolves to what is well, in a few words. Throws a {@link Finding}, or whatever went wrong. */
  run(patient: Patient): Promise<string>
}

/** Something that is wrong, and what to do about it. Holds no secret and no text of DingTalk's. */
export class Finding extends Error {
  override readonly name = 'Finding'
  readonly remedies: readonly string[]

  constructor(message: string, ...remedies: readonly string[]) {
    super(message)
    this.remedies = remedies
  }
}

/** Milliseconds that a step waits for whatever it asks. */
export const STEP_TIMEOUT_MS = 10_000
