/**
 * A relay and a local DingTalk behind it, over real sockets, for one test file.
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, beforeEach } from 'node:test'
import type { ErrorAnswer } from '../../../contract/index.ts'
import type { DingTalkHosts } from '../../../dingtalk/hosts.ts'
import { type EmulatorOptions, type RunningEmulator, startEmulator } from '../../../emulator/index.ts'
import type { InternalAppOptions } from '../../../tokens/app-tokens.ts'
import type { RunningRelay } from '../../running-relay.ts'
import { type StartRelayOptions, startRelay } from '../start-relay.ts'

export const png = readFileSync(new URL('../../../../../../fixtures/media/sample.png', import.meta.url))

/** Too large to be held: it streams. */
export const bigPng = Buffer.concat([png, Buffer.alloc(5 * 2 ** 20, 7)])

export interface Stage {
  readonly emulator: RunningEmulator
  readonly relay: RunningRelay
  /** Sends a raw body. */
  send(body: Uint8Array, query?: string, init?: RequestInit): Promise<Response>
}

/** Starts both before the file's tests, stops both after them, and forgets what happened between two. */
export function setStage(
  options: Partial<StartRelayOptions> = {},
  emulatorOptions: EmulatorOptions = {},
): Stage {
  let emulator: RunningEmulator
  let relay: RunningRelay
  before(async () => {
    emulator = await startEmulator({ port: 0, queriesPerSecond: 0, ...emulatorOptions })
    relay = await startRelay({
      ...pointedAt(emulator),
      auth: 'none',
      uploadsPerMinute: 0,
      callsPerSecond: 0,
      port: 0,
      ...options,
    })
  })
  after(async () => {
    await relay.stop(0)
    await emulator.close()
  })
  beforeEach(() => emulator.control.reset())

  return {
    get emulator() {
      return emulator
    },
    get relay() {
      return relay
    },
    send(body, query = 'type=image&filename=cat.png', init = {}) {
      return fetch(`${relay.url}media/upload?${query}`, {
        method: 'POST',
        body: new Uint8Array(body),
        ...init,
      })
    },
  }
}

/** The options that point a relay at an emulator. */
export function pointedAt({ url, settings }: RunningEmulator): {
  app: InternalAppOptions
  hosts: DingTalkHosts
} {
  return {
    app: { appKey: settings.DINGTALK_APP_KEY ?? '', appSecret: settings.DINGTALK_APP_SECRET ?? '' },
    hosts: { oapi: url, api: url },
  }
}

/** A refused answer with its status. */
export async function refusalOf(response: Response): Promise<ErrorAnswer & { readonly status: number }> {
  return { ...((await response.json()) as ErrorAnswer), status: response.status }
}

/** Waits for what comes about by itself, for ten seconds at most. */
export async function eventually(holds: () => boolean, what: string): Promise<void> {
  for (let i = 0; i < 1000 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 10))
  assert.ok(holds(), what)
}
