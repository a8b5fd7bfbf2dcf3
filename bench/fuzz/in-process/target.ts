/**
 * One function of the relay's that reads what strangers wrote, and what must hold of it.
 */

import type { Random } from '../random.ts'

export interface Target {
  readonly name: string
  /** How many inputs it gets, beside the others. */
  readonly share: number
  /** Tries one input. Resolves to what went wrong; `undefined` when nothing did. */
  readonly run: (random: Random) => Promise<string | undefined> | string | undefined
}
