/**
 * All that one emulator keeps: tokens, tickets and codes, media, notices, pushes, limits, faults, the
 * upload log and who listens. Routes and sockets work on it; the control shows it.
 */

import { type AccessTokens, createAccessTokens } from './access-tokens.ts'
import { type AuthCodes, createAuthCodes } from './auth-codes.ts'
import { type CallLimits, createCallLimits } from './call-limits.ts'
import { EMULATOR_CALLS, type EmulatorCall } from './calls.ts'
import type { ResolvedOptions } from './emulator-options.ts'
import { createFaultQueue, type FaultQueue } from './fault.ts'
import { createMediaShelf, type MediaShelf } from './media-shelf.ts'
import { createPushes, type EmulatorPush, type Pushes } from './pushes.ts'
import { createStreamHub, type StreamHub } from './stream-hub.ts'
import { createSuiteTickets, type SuiteTickets } from './suite-tickets.ts'
import { createUploadLog, type EmulatorUpload, type UploadLog } from './upload-log.ts'
import { createWorkNotices, type EmulatorNotice, type WorkNotices } from './work-notices.ts'

/** What listeners are told. */
export type EmulatorEvent =
  | { readonly kind: 'upload'; readonly upload: EmulatorUpload }
  | { readonly kind: 'notice'; readonly notice: EmulatorNotice }
  | { readonly kind: 'push'; readonly push: EmulatorPush }
  | { readonly kind: 'reset' }

export interface EmulatorCore {
  readonly options: ResolvedOptions
  readonly accessTokens: AccessTokens
  readonly suiteTickets: SuiteTickets
  readonly authCodes: AuthCodes
  readonly streamHub: StreamHub
  readonly pushes: Pushes
  readonly limits: CallLimits
  readonly faults: FaultQueue
  readonly shelf: MediaShelf
  readonly uploads: UploadLog
  readonly notices: WorkNotices
  readonly listeners: Set<(event: EmulatorEvent) => void>
  /** Where the emulator is reached; empty until it listens. */
  url: string
  calls: Record<EmulatorCall | 'unknown', number>
  connections: { open: number; opened: number }
}

/** An emulator's state before its first request. */
export function createCore(options: ResolvedOptions): EmulatorCore {
  const listeners = new Set<(event: EmulatorEvent) => void>()
  const tell = (event: EmulatorEvent) => {
    for (const listener of listeners) listener(event)
  }
  const shelf = createMediaShelf(options)
  const suiteTickets = createSuiteTickets(options)
  const streamHub = createStreamHub(options.now)
  const core: EmulatorCore = {
    options,
    accessTokens: createAccessTokens(options),
    suiteTickets,
    authCodes: createAuthCodes(options),
    streamHub,
    pushes: createPushes({
      ...options,
      suiteTickets,
      streamHub,
      onEnd: (push) => tell({ kind: 'push', push }),
    }),
    limits: createCallLimits(options),
    faults: createFaultQueue(),
    shelf,
    uploads: createUploadLog(options.now, (upload) => tell({ kind: 'upload', upload })),
    notices: createWorkNotices({
      ...options,
      shelf,
      downloadUrl: (mediaId) => `${core.url}/emulator/media/${encodeURIComponent(mediaId)}`,
      onSent: (notice) => tell({ kind: 'notice', notice }),
    }),
    listeners,
    url: '',
    calls: zeroCalls(),
    connections: { open: 0, opened: 0 },
  }
  return core
}

/** No call made yet. */
export function zeroCalls(): EmulatorCore['calls'] {
  const names = [...EMULATOR_CALLS, 'unknown'] as const
  return Object.fromEntries(names.map((name) => [name, 0])) as EmulatorCore['calls']
}
