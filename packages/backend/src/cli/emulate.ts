/**
 * `dt-media emulate`: runs the local DingTalk until it is told to stop.
 */

import {
  type EmulatorEvent,
  type EmulatorOptions,
  type RunningEmulator,
  startEmulator,
} from '../emulator/index.ts'
import { whole } from './parse-setting.ts'

/** The flags as they were typed. */
export interface EmulateFlags {
  readonly host?: string | undefined
  readonly port?: string | undefined
  readonly 'third-party'?: boolean | undefined
  readonly callback?: string | undefined
  readonly corp?: readonly string[] | undefined
  readonly qps?: string | undefined
  readonly quota?: string | undefined
}

/** Starts the emulator, prints the settings that point a relay at it, and resolves when it has stopped. */
export async function emulate(flags: EmulateFlags): Promise<number> {
  const thirdParty = flags['third-party'] ?? false
  const emulator = await startEmulator(optionsOf(flags))
  const { settings, suiteSettings, url, control } = emulator
  console.log(`The local DingTalk is ready: ${url}`)
  console.log('\nPoint a relay at it with these settings:\n')
  for (const [name, value] of Object.entries(thirdParty ? suiteSettings : settings)) {
    console.log(`  ${name}=${value}`)
  }
  console.log('')
  control.subscribe((event) => {
    const line = lineOf(event)
    if (line) console.log(line)
  })
  if (thirdParty) pushFirstTicket(emulator, flags.callback)
  return new Promise((resolve) => {
    const stop = () => emulator.close().then(() => resolve(0))
    process.once('SIGTERM', stop).once('SIGINT', stop)
  })
}

function pushFirstTicket({ control }: RunningEmulator, callback: string | undefined): void {
  const whereTo = callback ?? 'the first connection to the Stream gateway'
  console.log(`A suite ticket is being pushed to ${whereTo}, until it is taken.`)
  void control.push({ attempts: Number.MAX_SAFE_INTEGER })
}

function optionsOf(flags: EmulateFlags): EmulatorOptions {
  const { callback, corp: [corpId, ...otherCorpIds] = [] } = flags
  if (callback !== undefined && (!URL.canParse(callback) || !/^https?:$/.test(new URL(callback).protocol))) {
    throw new TypeError('--callback takes an address like http://127.0.0.1:8787/dingtalk/callback')
  }
  return {
    host: flags.host ?? '127.0.0.1',
    port: numberOf('--port', flags.port ?? '8788', 65535),
    ...(callback && { callbackUrl: callback }),
    ...(corpId && { corpId, otherCorpIds }),
    ...(flags.qps && { queriesPerSecond: numberOf('--qps', flags.qps, 1e6) }),
    ...(flags.quota && { monthlyQuota: numberOf('--quota', flags.quota, 1e9) }),
  }
}

function numberOf(flag: string, text: string, max: number): number {
  try {
    return whole(0, max)(text)
  } catch {
    throw new TypeError(`${flag} takes a number from 0 to ${max}`)
  }
}

/** What happened, for whoever looks on. */
function lineOf(event: EmulatorEvent): string | undefined {
  switch (event.kind) {
    case 'upload': {
      const { errcode, media_id, filename = '', size = 0, outcome } = event.upload
      const result = media_id ?? (errcode === undefined ? outcome : `errcode ${errcode}`)
      return `upload  ${JSON.stringify(filename)}, ${size} bytes -> ${result}`
    }
    case 'push': {
      const { event: name, via, attempts, taken, reason } = event.push
      const result = taken ? 'taken' : `not taken: ${reason}`
      return `push    ${name} over ${via} -> ${result}${attempts > 1 ? `, attempt ${attempts}` : ''}`
    }
    case 'notice':
      return `notice  ${event.notice.msgtype} to ${String(event.notice.userid_list)}`
    case 'reset':
      return undefined
  }
}
