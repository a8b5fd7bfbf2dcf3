/**
 * What the command line may ask for.
 */

import { resolve } from 'node:path'
import { SCENARIOS, type Scenario, SHORT_SCENARIOS } from './measure/scenario.ts'

export const HELP = `pnpm bench [options]     measures the relay beside what one would use instead; Linux only

  --short              a few figures in under a minute, judged against peers in the same run: for CI
  --runs N             interleaved runs, of which the medians are shown (3; with --short 1)
  --only A,B           these subjects and nginx
  --scenarios A,B      these scenarios
  --relay FILE         the command line (cli/main) of another version of the relay
  --store              keep the result as the one that later runs are compared with`

export interface BenchOptions {
  readonly short: boolean
  readonly store: boolean
  readonly runs: number
  /** Names of subjects; `undefined` for all. */
  readonly only: readonly string[] | undefined
  readonly scenarios: readonly Scenario[]
  /** Whether the two promises with a yes or a no are looked at as well. */
  readonly facts: boolean
  readonly mainFile: string
}

/** In the short form: the relay, the leanest peer, and what people write by hand. */
const SHORT_SUBJECTS = ['raw', 'form', 'http-proxy', 'hono-parse-body']

/** As it is published: from its sources it would carry Node's TypeScript stripper, some 30 MB, as well. */
const MAIN_FILE = new URL('../../packages/backend/dist/cli/main.js', import.meta.url).pathname

/** Reads the options. Throws a `TypeError` for what makes no sense. */
export function benchOptions(values: {
  readonly short?: boolean | undefined
  readonly store?: boolean | undefined
  readonly runs?: string | undefined
  readonly only?: string | undefined
  readonly scenarios?: string | undefined
  readonly relay?: string | undefined
}): BenchOptions {
  const { short = false, store = false, relay = MAIN_FILE } = values
  const runs = Number(values.runs ?? (short ? 1 : 3))
  if (!Number.isInteger(runs) || runs < 1) throw new TypeError('--runs takes a whole number, 1 or more')
  const all = short ? SHORT_SCENARIOS : SCENARIOS
  const named = values.scenarios?.split(',')
  const unknown = named?.find((name) => !all.some((scenario) => scenario.name === name))
  if (unknown !== undefined) throw new TypeError(`There is no scenario '${unknown}'`)
  return {
    short,
    store,
    runs,
    only: values.only?.split(',') ?? (short ? SHORT_SUBJECTS : undefined),
    scenarios: named ? all.filter(({ name }) => named.includes(name)) : all,
    facts: !short && !named,
    mainFile: resolve(relay),
  }
}
