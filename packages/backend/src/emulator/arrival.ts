/**
 * A request whose body has arrived whole, with what was decided about it on the way. The sockets' side
 * makes it, the routes read it.
 */

import type { HttpBindings } from '@hono/node-server'
import type { EmulatorFault } from './fault.ts'
import type { OpenUpload, UploadFraming } from './upload-log.ts'

export interface Arrival {
  readonly body: Buffer
  readonly framing: UploadFraming
  readonly fault: EmulatorFault | undefined
  /** 0, or the errcode of a call that came too often. */
  readonly limitErrcode: number
  /** The log's hold on it, when it is an upload. */
  readonly upload: OpenUpload | undefined
}

/** What the emulator's routes find in Hono's environment. */
export interface EmulatorEnv {
  Bindings: HttpBindings & { readonly arrival?: Arrival }
}
