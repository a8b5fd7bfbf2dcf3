/**
 * Runs scenarios one after another and says what was measured.
 */

import type { LoadResult, LoadScenario } from './load-scenario.ts'
import { aborts } from './scenarios/aborts.ts'
import { crowd } from './scenarios/crowd.ts'
import { slowUploads } from './scenarios/slow-uploads.ts'
import { soak } from './scenarios/soak.ts'
import { strangers } from './scenarios/strangers.ts'
import { timing } from './scenarios/timing.ts'

export const LOAD_SCENARIOS: readonly LoadScenario[] = [crowd, slowUploads, aborts, strangers, soak, timing]

/** Runs these, all by default. Resolves to whether every promise held. */
export async function runLoad(names: readonly string[], scale: number): Promise<boolean> {
  const unknown = names.filter((name) => !LOAD_SCENARIOS.some((scenario) => scenario.name === name))
  if (unknown.length > 0) {
    throw new Error(
      `No such scenario: ${unknown}. There are ${LOAD_SCENARIOS.map(({ name }) => name).join(', ')}.`,
    )
  }
  let good = true
  for (const scenario of LOAD_SCENARIOS) {
    if (names.length > 0 && !names.includes(scenario.name)) continue
    const result = await scenario.run(scale)
    good &&= result.broken.length === 0
    console.log(textOf(scenario, result))
  }
  return good
}

function textOf({ name, title }: LoadScenario, { figures, broken }: LoadResult): string {
  const rows = Object.entries(figures).map(([what, value]) => `| ${what} | ${value} |`)
  const lines = [`\n**${name}**: ${title}\n`, '| | |', '|---|---|', ...rows]
  return [...lines, ...broken.map((promise) => `\nDoes not hold: ${promise}`)].join('\n')
}
