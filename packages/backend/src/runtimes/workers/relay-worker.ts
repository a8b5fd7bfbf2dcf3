/**
 * The relay as a Worker. It is put together for each request: what a request of a Worker's waits for dies with it, so
 * nothing under way can be shared with the next one. All that lasts is in the store, which therefore must be given.
 */

import { getConnInfo } from 'hono/cloudflare-workers'
import { buildRelay } from '../../app.ts'
import type { RelayOptions, RelayRuntime } from '../../options.ts'
import type { Store } from '../../store/store.ts'
import { createFetchUpload } from '../web/fetch-upload.ts'
import { createWebRuntime } from '../web/web-runtime.ts'
import { fixedLengthBody } from './fixed-length-body.ts'

/** What can be set on a Worker: no Stream gateway, for a Worker holds no connection open. */
export interface WorkerRelayOptions extends Omit<RelayOptions, 'stream'> {
  /** Where all relays of this Worker keep what they share; see `createObjectStore`. */
  readonly store: Store
}

export interface RelayWorker<Env> {
  fetch(request: Request, env: Env): Response | Promise<Response>
}

// biome-ignore lint/suspicious/noExplicitAny: in plain JavaScript nobody says what a Worker is bound to.
type Bindings = Record<string, any>

/**
 * A Worker's `export default`; `optionsOf` makes the options from its bindings. Each request throws a `TypeError`
 * that names every mistake in them.
 */
export function createRelayWorker<Env extends object = Bindings>(
  optionsOf: (env: Env) => WorkerRelayOptions,
): RelayWorker<Env> {
  return {
    fetch(request, env) {
      const options = optionsOf(env)
      if (!options?.store) throw new TypeError('createRelayWorker: store: required, for nothing else lasts')
      return buildRelay({ fetch: callFetch, ...options }, options.runtime ?? RUNTIME).app.fetch(request, env)
    },
  }
}

/** A Worker's `fetch` objects to being called as another object's method. */
const callFetch: typeof fetch = (input, init) => fetch(input, init)

const RUNTIME: RelayRuntime = createWebRuntime({
  sendUpload: createFetchUpload(fixedLengthBody),
  remoteAddress: (c) => getConnInfo(c).remote.address,
})
