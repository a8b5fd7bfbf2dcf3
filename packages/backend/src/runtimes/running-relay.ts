/**
 * A relay that listens by itself: what it is told, and what it can be told then.
 */

import type { RelayOptions } from '../options.ts'

export interface StartRelayOptions extends RelayOptions {
  /** @default '127.0.0.1' */
  readonly host?: string
  /** 0 for any that is free. @default 8787 */
  readonly port?: number
}

export interface RunningRelay {
  readonly url: string
  readonly port: number
  /**
   * Refuses new uploads, lets those in flight finish for so many milliseconds, and closes.
   * Resolves to whether all of them could.
   */
  stop(drainTimeoutMs?: number): Promise<boolean>
}
