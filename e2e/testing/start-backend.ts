/** The relay and the emulator behind it, each a process of its own. */

import { type EmulatorClient, emulatorClient } from './emulator-client.ts'
import { startProcess } from './start-process.ts'

const CLI = 'packages/backend/src/cli/main.ts'

export interface Backend {
  /** Without a slash at the end. */
  readonly relayUrl: string
  readonly emulator: EmulatorClient
  /** Ends both. Rejects when the relay did not end as it should. */
  stop(): Promise<void>
}

/** Starts both; these settings are the relay's, beside those that point it at the emulator. */
export async function startBackend(settings: Readonly<Record<string, string>> = {}): Promise<Backend> {
  const emulated = await startProcess(
    CLI,
    ['emulate', '--port', '0'],
    {},
    /ready: (\S+)[\s\S]*DINGTALK_APP_SECRET=\S+/,
  )
  const printed = settingsIn(emulated.match[0])
  try {
    const relay = await startProcess(
      CLI,
      ['serve', '--port', '0'],
      { ...printed, RELAY_AUTH: 'none', RELAY_LOG_LEVEL: 'error', ...settings },
      /ready: (\S+)/,
    )
    const { DINGTALK_APP_KEY = '', DINGTALK_APP_SECRET = '' } = printed
    return {
      relayUrl: (relay.match[1] ?? '').replace(/\/$/, ''),
      emulator: emulatorClient(emulated.match[1] ?? '', DINGTALK_APP_KEY, DINGTALK_APP_SECRET),
      async stop() {
        const code = await relay.stop()
        await emulated.stop()
        if (code !== 0) throw new Error(`The relay ended with ${code}:\n${relay.output()}`)
      },
    }
  } catch (error) {
    await emulated.stop()
    throw error
  }
}

/** The settings that `dt-media emulate` prints. */
function settingsIn(output: string): Record<string, string> {
  return Object.fromEntries(
    [...output.matchAll(/^ *([A-Z_]+)=(\S+)$/gm)].map(([, name = '', value = '']) => [name, value]),
  )
}
