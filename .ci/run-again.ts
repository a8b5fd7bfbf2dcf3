/** Test files that failed are run once more: sockets, browsers and processes mind a busy machine. */

import type { Tally } from './tally.ts'

/** Runs test files and resolves with what came of each, by its path. */
export type RunFiles = (files: readonly string[], again: boolean) => Promise<Map<string, Tally>>

/** Runs these files, and those that failed once more; the second result is the one that counts. */
export async function runFailedAgain(files: readonly string[], run: RunFiles): Promise<Tally[]> {
  const tallies = await run(files, false)
  const failed = files.filter((file) => (tallies.get(file)?.failed ?? 0) > 0)
  if (failed.length > 0) {
    console.log(`\nOnce more, one at a time: ${failed.join(', ')}`)
    for (const [file, tally] of await run(failed, true)) tallies.set(file, tally)
  }
  return [...tallies.values()]
}
