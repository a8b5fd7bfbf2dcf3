/**
 * Grant secrets that can be changed while the relay runs: their file is read again on SIGHUP and
 * when it changes. One that cannot be used changes nothing, so a slip locks nobody out.
 */

import { unwatchFile, watchFile } from 'node:fs'
import { type Environment, fileOf, readSetting, SettingsError } from './read-settings.ts'

export interface SecretFileOptions {
  readonly given: Environment
  /** Told of each new reading: how many secrets there are now, or why the old ones stay. */
  readonly onRead: (outcome: number | string) => void
}

export interface SecretFile {
  /** The secrets now: the first signs, all of them verify. */
  secrets(): readonly string[]
  close(): void
}

const LOOK_EVERY_MS = 1000

/** Keeps to the file that RELAY_GRANT_SECRET_FILE names; secrets given otherwise stay as they are. */
export function openSecretFile({ given, onRead }: SecretFileOptions): SecretFile {
  let secrets = readSetting('RELAY_GRANT_SECRET', given) ?? []
  const path = fileOf('RELAY_GRANT_SECRET', given)

  function readAgain(): void {
    try {
      const fresh = readSetting('RELAY_GRANT_SECRET', given) ?? []
      if (fresh.join() === secrets.join()) return
      secrets = fresh
      onRead(fresh.length)
    } catch (error) {
      onRead(error instanceof SettingsError ? error.message : 'it cannot be read')
    }
  }

  if (path !== undefined) {
    process.on('SIGHUP', readAgain)
    // By its times and not by events: a container's secret is a link that is set anew.
    watchFile(path, { interval: LOOK_EVERY_MS, persistent: false }, readAgain)
  }
  return {
    secrets: () => secrets,
    close() {
      process.off('SIGHUP', readAgain)
      if (path !== undefined) unwatchFile(path, readAgain)
    },
  }
}
