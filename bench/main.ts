/**
 * `pnpm bench`: what the relay costs, beside what one would use instead, in one run; `pnpm bench load`:
 * what it does when too much is asked of it; `pnpm bench element`: what the element costs a page.
 */

import { parseArgs } from 'node:util'
import { elementCommand } from './element/main.ts'
import { loadCommand } from './load/main.ts'
import { benchOptions, HELP } from './relay/bench-options.ts'
import { runBench } from './relay/run-bench.ts'

const [command, ...args] = process.argv.slice(2)

if (command === 'load') process.exitCode = await loadCommand(args)
else if (command === 'element') process.exitCode = await elementCommand(args)
else await benchRelay()

async function benchRelay(): Promise<void> {
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
}
