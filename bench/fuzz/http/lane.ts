/**
 * A relay without grants and one with them, in front of a local DingTalk of their own. One case plays on
 * a lane at a time, so whatever the relay says or the emulator gets meanwhile is that case's doing.
 */

import { type EmulatorUpload, startEmulator } from '../../../packages/backend/src/emulator/index.ts'
import { signGrant } from '../../../packages/backend/src/grants/index.ts'
import type { Observer, UploadReport } from '../../../packages/backend/src/observer.ts'
import { startRelay } from '../../../packages/backend/src/runtimes/node/start-relay.ts'
import { FUZZ_RULES } from './content.ts'
import type { FuzzAuth } from './request-draft.ts'

/** Stands in every secret of a lane; no answer may hold it. */
export const CANARY = 'CaNaRy'

/** What happened while a case was played. */
export interface LaneLog {
  readonly began: number
  readonly reports: readonly UploadReport[]
  /** Ended uploads that the emulator saw, whole or not. */
  readonly uploads: readonly EmulatorUpload[]
  /** Defects that the relay noticed itself: everything that is no `MediaError`. */
  readonly defects: readonly string[]
}

export interface Lane {
  readonly ports: Readonly<Record<FuzzAuth, number>>
  readonly grant: string
  /** Forgets everything so far. */
  clear(): void
  log(): LaneLog
  /** Whether neither relay nor emulator has anything under way. */
  idle(): boolean
  close(): Promise<void>
}

const GRANT_SECRET = `${CANARY}-a-secret-that-signs-the-grants-of-the-fuzzer`

export async function openLane(): Promise<Lane> {
  let began = 0
  let reports: UploadReport[] = []
  let uploads: EmulatorUpload[] = []
  let defects: string[] = []
  const observer: Observer = {
    uploadBegan: () => {
      began += 1
    },
    uploadEnded: (report) => {
      reports.push(report)
    },
    failed: (error) => {
      defects.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
    },
  }
  const emulator = await startEmulator({
    queriesPerSecond: 0,
    appKey: `key-${CANARY}`,
    appSecret: `secret-${CANARY}`,
    mintAccessToken: () => `token-${CANARY}-${crypto.randomUUID()}`,
    maxMediaBytes: 2 ** 20,
  })
  emulator.control.subscribe((event) => {
    if (event.kind === 'upload') uploads.push(event.upload)
  })
  const start = (auth: FuzzAuth) =>
    startRelay({
      app: { appKey: `key-${CANARY}`, appSecret: `secret-${CANARY}` },
      hosts: { oapi: emulator.url, api: emulator.url },
      port: 0,
      auth,
      grantSecrets: auth === 'grant' ? [GRANT_SECRET] : [],
      rules: FUZZ_RULES,
      uploadsPerMinute: 0,
      callsPerSecond: 0,
      bodyIdleTimeoutMs: 5000,
      headersTimeoutMs: 5000,
      observers: [observer],
    })
  const relays = { none: await start('none'), grant: await start('grant') }

  return {
    ports: { none: relays.none.port, grant: relays.grant.port },
    grant: await signGrant({ sub: 'fuzzer' }, { secret: GRANT_SECRET, expiresInMs: 3_600_000 }),
    clear() {
      began = 0
      reports = []
      uploads = []
      defects = []
    },
    log: () => ({ began, reports, uploads, defects }),
    idle: () => began === reports.length && emulator.control.state().uploads.running.length === 0,
    async close() {
      await Promise.all([relays.none.stop(0), relays.grant.stop(0)])
      await emulator.close()
    },
  }
}
