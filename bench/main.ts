/**
 * `pnpm bench`: what the relay costs, beside what one would use instead, in one run.
 */

import { parseArgs } from 'node:util'
import { benchOptions, HELP } from './relay/bench-options.ts'
import { runBench } from './relay/run-bench.ts'

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h' },
    short: { type: 'boolean' },
    store: { type: 'boolean' },
    runs: { type: 'string' },
    only: { type: 'string' },
    scenarios: { type: 'string' },
    relay: { type: 'string' },
  },
})

if (values.help) console.log(HELP)
else process.exitCode = (await runBench(benchOptions(values))) ? 0 : 1
