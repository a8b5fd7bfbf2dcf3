/**
 * The emulator's other side, which DingTalk does not have: look into it, break it, start over. The same
 * in process and, as JSON, under `/emulator`.
 */

import type { EmulatorUser } from './auth-codes.ts'
import { TOKEN_CALLS } from './calls.ts'
import { type EmulatorCore, type EmulatorEvent, zeroCalls } from './emulator-core.ts'
import type { EmulatorFault } from './fault.ts'
import type { EmulatorMedia } from './media-shelf.ts'
import type { EmulatorPush, PushRequest } from './pushes.ts'
import { readFault } from './read-fault.ts'
import type { EmulatorUpload, UploadCounters } from './upload-log.ts'
import type { EmulatorNotice } from './work-notices.ts'

export interface EmulatorState {
  /** All ways to an access token together. */
  readonly tokenCalls: number
  /** By call; `unknown` counts paths that DingTalk does not have. */
  readonly calls: Readonly<Record<string, number>>
  readonly uploads: UploadCounters
  readonly media: { readonly count: number; readonly bytes: number }
  readonly notices: number
  /** Connections to the Stream gateway. */
  readonly streams: number
  /** TCP connections; `opened` counts from the last reset. */
  readonly connections: { readonly open: number; readonly opened: number }
  /** Faults that still have a strike left. */
  readonly faults: readonly EmulatorFault[]
}

export interface EmulatorControl {
  state(): EmulatorState
  /** Ended uploads, the newest last. */
  uploads(): readonly EmulatorUpload[]
  /** Work notices, the newest last. */
  notices(): readonly EmulatorNotice[]
  /** What was pushed and is being pushed, the newest last. */
  pushes(): readonly EmulatorPush[]
  /** Pushes to the third-party app until it is taken; resolves to how that ended. */
  push(request?: PushRequest): Promise<EmulatorPush>
  /** An auth code as DingTalk's client gives it to a page, for a user of the app's organisation or another one. */
  issueAuthCode(user?: Partial<EmulatorUser>, corpId?: string): string
  /** Ends all connections to the Stream gateway: with the frame that asks for another one, or without a word. */
  endStreams(how: 'disconnect' | 'cut'): void
  /** A stored file and its bytes. */
  media(mediaId: string): (EmulatorMedia & { readonly bytes: Uint8Array }) | undefined
  /** Lines a fault up. Throws a `TypeError` for one that makes no sense. */
  addFault(fault: EmulatorFault): void
  /** Drops all faults, and lets go of the requests that a stall or hang holds up. */
  clearFaults(): void
  /** Makes all access tokens invalid now: calls get 40014, and the next fetch gives a new one. */
  expireTokens(): void
  /** Forgets everything but tokens, tickets, connections and running uploads, so that a relay can work on. */
  reset(): void
  /** Tells of every upload that ends and every notice sent. Returns how to stop that. */
  subscribe(listener: (event: EmulatorEvent) => void): () => void
}

/** The control of one emulator. */
export function createControl(core: EmulatorCore): EmulatorControl {
  return {
    state: () => ({
      tokenCalls: TOKEN_CALLS.reduce((sum, call) => sum + core.calls[call], 0),
      calls: { ...core.calls },
      uploads: core.uploads.counters(),
      media: { count: core.shelf.count, bytes: core.shelf.bytes },
      notices: core.notices.list().length,
      streams: core.streamHub.open,
      connections: { ...core.connections },
      faults: core.faults.list(),
    }),
    uploads: () => core.uploads.list(),
    notices: () => core.notices.list(),
    pushes: () => core.pushes.list(),
    push: (request) => core.pushes.push(request),
    issueAuthCode: ({ userid = 'user1', name = 'User 1' } = {}, corpId = core.options.corpId) =>
      core.authCodes.issue({ userid, name }, corpId),
    endStreams: (how) => core.streamHub.end(how),
    media(mediaId) {
      const found = core.shelf.find(mediaId)
      return found && { ...found.media, bytes: found.bytes }
    },
    addFault: (fault) => core.faults.add(readFault(fault)),
    clearFaults: () => core.faults.clear(),
    expireTokens: () => core.accessTokens.expire(),
    reset() {
      core.faults.clear()
      core.limits.reset()
      core.notices.clear()
      core.pushes.reset()
      core.shelf.clear()
      core.uploads.reset()
      core.calls = zeroCalls()
      core.connections.opened = 0
      for (const listener of core.listeners) listener({ kind: 'reset' })
    },
    subscribe(listener) {
      core.listeners.add(listener)
      return () => core.listeners.delete(listener)
    },
  }
}
