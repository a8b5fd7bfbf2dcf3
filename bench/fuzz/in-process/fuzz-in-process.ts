/**
 * Feeds many inputs to the functions that read what strangers wrote, without HTTP around them.
 */

import { createRandom } from '../random.ts'
import { delimiterTarget } from './delimiter-target.ts'
import { filenameTarget, writtenFormTarget } from './filename-targets.ts'
import { formTarget } from './form-target.ts'
import { grantTarget } from './grant-target.ts'
import { headTarget } from './head-target.ts'
import { boundaryTarget, partHeadersTarget } from './header-targets.ts'
import { settingsTarget } from './settings-target.ts'
import type { Target } from './target.ts'

/** All targets. */
export const TARGETS: readonly Target[] = [
  formTarget,
  delimiterTarget,
  partHeadersTarget,
  boundaryTarget,
  filenameTarget,
  writtenFormTarget,
  headTarget,
  grantTarget,
  settingsTarget,
]

export interface InputFailure {
  readonly target: string
  readonly seed: number
  readonly index: number
  readonly problem: string
}

export interface FuzzInProcessOptions {
  readonly seed: number
  /** For all targets together, by their shares. */
  readonly inputs: number
  readonly onFailure: (failure: InputFailure) => void
}

/** Tries all targets; resolves to how many inputs each of them got. */
export async function fuzzInProcess(
  options: FuzzInProcessOptions,
): Promise<Readonly<Record<string, number>>> {
  const { seed, inputs, onFailure } = options
  const shares = TARGETS.reduce((sum, { share }) => sum + share, 0)
  const tried: Record<string, number> = {}
  for (const target of TARGETS) {
    const count = Math.ceil((inputs * target.share) / shares)
    for (let index = 0; index < count; index += 1) {
      const problem = await tryInput(target, seed, index)
      if (problem) onFailure({ target: target.name, seed, index, problem })
    }
    tried[target.name] = count
  }
  return tried
}

/** One input of one target, again. */
export async function tryInput(target: Target, seed: number, index: number): Promise<string | undefined> {
  try {
    return await target.run(createRandom(seed, index))
  } catch (error) {
    return `threw ${error instanceof Error ? error.stack : error}`
  }
}
