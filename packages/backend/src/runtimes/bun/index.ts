/**
 * The relay on Bun: to mount in an app of one's own, or to run by itself.
 * @module
 */

import type { Hono } from 'hono'
import { buildRelay } from '../../app.ts'
import type { RelayOptions } from '../../options.ts'
import type { RelayEnv } from '../../routes/relay-env.ts'
import { createBunRuntime } from './bun-runtime.ts'

export * from '../../index.ts'
export type { RunningRelay, StartRelayOptions } from '../running-relay.ts'
export { createBunRuntime } from './bun-runtime.ts'
export { startRelay } from './start-relay.ts'

/**
 * The relay as a Hono app, to serve or to mount: `app.route('/dingtalk', createRelay({ … }))`. The server's
 * `idleTimeout` must be 0: Bun's own hangs up on an upload after ten quiet seconds.
 * Throws a `TypeError` that names every mistake in the options.
 */
export function createRelay(options: RelayOptions): Hono<RelayEnv> {
  return buildRelay(options, options?.runtime ?? createBunRuntime()).app
}
