/**
 * Tells an operator why a route answers that the store cannot be reached: of uploads and pushes a line is written
 * anyway, of what else asks the store nothing is.
 */

import type { Handler } from 'hono'
import { MediaError } from '../errors.ts'
import type { Observer } from '../observer.ts'
import type { RelayEnv } from './relay-env.ts'

/** The route as it is, but that it warns of each `store_unavailable`. */
export function warnOfStore(route: Handler<RelayEnv>, { warned }: Required<Observer>): Handler<RelayEnv> {
  return async (c, next) => {
    try {
      return await route(c, next)
    } catch (error) {
      if (error instanceof MediaError && error.code === 'store_unavailable') warned(error.message)
      throw error
    }
  }
}
