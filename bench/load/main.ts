/**
 * `pnpm bench load`: what the relay does when too much is asked of it.
 */

import { parseArgs } from 'node:util'
import { LOAD_SCENARIOS, runLoad } from './run-load.ts'

const HELP = `Usage: pnpm bench load [scenario…] [--scale S]

${LOAD_SCENARIOS.map(({ name, title }) => `  ${name.padEnd(14)} ${title}`).join('\n')}

  --scale S   a part of each, such as 0.1 (1)`

/** Runs the command. Resolves to its exit code. */
export async function loadCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' }, scale: { type: 'string', default: '1' } },
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const scale = Number(values.scale)
  if (!(scale > 0 && scale <= 100)) throw new Error('--scale takes a number above 0, up to 100')
  return (await runLoad(positionals, scale)) ? 0 : 1
}
