#!/usr/bin/env node
/**
 * `dt-media`: the relay and the local DingTalk from a command line.
 */

import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { nearest } from '../nearest.ts'
import { COMMAND_NAMES, COMMANDS, isCommand } from './commands.ts'
import { completion } from './completion.ts'
import { doctor } from './doctor/doctor.ts'
import { explain } from './explain.ts'
import { grant } from './grant.ts'
import { helpText } from './help.ts'
import { painter, paintHelp } from './paint.ts'
import { readSettings, withEnvFile } from './read-settings.ts'
import { refuseUnsafe } from './refuse-unsafe.ts'
import { serve } from './serve.ts'

async function main([command, ...args]: string[]): Promise<number> {
  const asks = (...flags: string[]) => flags.some((flag) => flag === command || args.includes(flag))
  if (command === undefined || asks('--help', '-h')) {
    console.log(paintHelp(helpText([command, ...args].find(isCommand)), painter(process.stdout, process.env)))
    return command === undefined ? 2 : 0
  }
  if (asks('--version', '-v')) {
    console.log(version())
    return 0
  }
  switch (command) {
    case 'serve': {
      const { values } = parseArgs({ args, options: COMMANDS.serve.options })
      refuseUnsafe(process.env, process.execArgv)
      const { host, port } = values
      const flags = { ...(host !== undefined && { HOST: host }), ...(port !== undefined && { PORT: port }) }
      const given = withEnvFile({ ...process.env, ...flags }, values['env-file'])
      return serve(readSettings(given), given)
    }
    case 'emulate': {
      const { values } = parseArgs({ args, options: COMMANDS.emulate.options })
      // A relay has no need of it: five megabytes.
      const { emulate } = await import('./emulate.ts')
      return emulate({ ...values, port: values.port ?? process.env.EMULATOR_PORT })
    }
    case 'doctor': {
      const { values } = parseArgs({ args, options: COMMANDS.doctor.options })
      return doctor(withEnvFile(process.env, values['env-file']))
    }
    case 'grant': {
      const { values } = parseArgs({ args, options: COMMANDS.grant.options })
      return grant(values, withEnvFile(process.env, values['env-file']))
    }
    case 'completion': {
      const { positionals } = parseArgs({
        args,
        options: COMMANDS.completion.options,
        allowPositionals: true,
      })
      console.log(completion(positionals))
      return 0
    }
    default: {
      const meant = nearest(command, COMMAND_NAMES)
      const hint = meant ? ` Did you mean ${meant}?` : ''
      throw new TypeError(`Unknown command '${command}'.${hint} There are ${COMMAND_NAMES.join(', ')}.`)
    }
  }
}

function version(): string {
  const path = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const paint = painter(process.stderr, process.env)
    console.error(explain(error).replace(/^dt-media:/, (name) => paint('red', name)))
    process.exit(1)
  },
)
