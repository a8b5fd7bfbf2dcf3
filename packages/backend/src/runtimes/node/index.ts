/**
 * The relay on Node: to mount in an app of one's own, or to run by itself.
 * @module
 */

import type { Hono } from 'hono'
import { buildRelay } from '../../app.ts'
import type { RelayOptions } from '../../options.ts'
import type { RelayEnv } from '../../routes/relay-env.ts'
import { createNodeRuntime } from './node-runtime.ts'

export * from '../../index.ts'
export type { RunningRelay } from '../running-relay.ts'
export { createMetrics, type RelayMetrics } from './metrics.ts'
export { createNodeRuntime } from './node-runtime.ts'
export { type StartRelayOptions, startRelay } from './start-relay.ts'

/**
 * The relay as a Hono app, to serve or to mount: `app.route('/dingtalk', createRelay({ … }))`.
 * Throws a `TypeError` that names every mistake in the options.
 */
export function createRelay(options: RelayOptions): Hono<RelayEnv> {
  return buildRelay(options, options?.runtime ?? createNodeRuntime()).app
}
