/**
 * The relay on Deno: to mount in an app of one's own, or to run by itself.
 * @module
 */

import type { Hono } from 'hono'
import { buildRelay } from '../../app.ts'
import type { RelayOptions } from '../../options.ts'
import type { RelayEnv } from '../../routes/relay-env.ts'
import { createDenoRuntime } from './deno-runtime.ts'

export * from '../../index.ts'
export type { RunningRelay, StartRelayOptions } from '../running-relay.ts'
export { createDenoRuntime } from './deno-runtime.ts'
export { startRelay } from './start-relay.ts'

/**
 * The relay as a Hono app, to serve or to mount: `app.route('/dingtalk', createRelay({ … }))`.
 * Throws a `TypeError` that names every mistake in the options.
 */
export function createRelay(options: RelayOptions): Hono<RelayEnv> {
  return buildRelay(options, options?.runtime ?? createDenoRuntime()).app
}
