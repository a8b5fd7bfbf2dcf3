/**
 * What a request carries through the routes, and what the routes ask of the runtime.
 */

import type { Context } from 'hono'
import type { Bytes } from '../streams/bytes.ts'
import type { OnGone } from './upload-signal.ts'

export interface RelayEnv {
  Variables: {
    requestId: string | undefined
    /** The headers of the answer, as far as they are known. */
    answerHeaders: Record<string, string> | undefined
  }
}

export type RelayContext = Context<RelayEnv>

/** What differs by runtime on the way in. */
export interface RequestRuntime {
  /** The request's body as it arrives, pulled no faster than it is used. */
  readonly readBody: (c: RelayContext) => Bytes
  /**
   * Reads on and throws away up to so many bytes while the answer is on its way: a browser that is
   * still sending shows a broken connection instead of the answer otherwise.
   */
  readonly drainBody?: ((c: RelayContext, maxBytes: number) => void) | undefined
  /** Tells when the client is gone before its answer. @default the request's own signal */
  readonly onGone?: ((c: RelayContext) => OnGone) | undefined
  /** The address at the other end of the connection. */
  readonly remoteAddress?: ((c: RelayContext) => string | undefined) | undefined
}
