/**
 * `dt-media emulate`: runs the local DingTalk until it is told to stop.
 */

import { startEmulator } from '../emulator/index.ts'

export interface EmulateOptions {
  readonly host: string
  readonly port: number
}

/** Starts the emulator, prints the settings that point a relay at it, and resolves when it has stopped. */
export async function emulate(options: EmulateOptions): Promise<number> {
  const emulator = await startEmulator(options)
  console.log(`The local DingTalk is ready: ${emulator.url}`)
  console.log('\nPoint a relay at it with these settings:\n')
  for (const [name, value] of Object.entries(emulator.settings)) console.log(`  ${name}=${value}`)
  console.log('')
  return new Promise((resolve) => {
    const stop = () => emulator.close().then(() => resolve(0))
    process.once('SIGTERM', stop).once('SIGINT', stop)
  })
}
