#!/usr/bin/env node
/**
 * `dt-media`: the relay and the local DingTalk from a command line.
 */

import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { emulate } from './emulate.ts'
import { explain } from './explain.ts'
import { grant } from './grant.ts'
import { COMMANDS, helpText, isCommand } from './help.ts'
import { readSettings, withEnvFile } from './read-settings.ts'
import { refuseUnsafe } from './refuse-unsafe.ts'
import { serve } from './serve.ts'

const LISTENING = { host: { type: 'string' }, port: { type: 'string' } } as const
const EMULATE = {
  ...LISTENING,
  'third-party': { type: 'boolean' },
  callback: { type: 'string' },
  corp: { type: 'string', multiple: true },
  qps: { type: 'string' },
  quota: { type: 'string' },
} as const
const SETTINGS_FILE = { 'env-file': { type: 'string' } } as const
const GRANT = {
  sub: { type: 'string' },
  type: { type: 'string', multiple: true },
  'max-bytes': { type: 'string' },
  'max-uploads': { type: 'string' },
  origin: { type: 'string' },
  expires: { type: 'string' },
} as const

async function main([command, ...args]: string[]): Promise<number> {
  const asks = (...flags: string[]) => flags.some((flag) => flag === command || args.includes(flag))
  if (command === undefined || asks('--help', '-h')) {
    console.log(helpText([command, ...args].find(isCommand)))
    return command === undefined ? 2 : 0
  }
  if (asks('--version', '-v')) {
    console.log(version())
    return 0
  }
  switch (command) {
    case 'serve': {
      const { values } = parseArgs({ args, options: { ...LISTENING, ...SETTINGS_FILE } })
      refuseUnsafe(process.env, process.execArgv)
      const { host, port } = values
      const flags = { ...(host !== undefined && { HOST: host }), ...(port !== undefined && { PORT: port }) }
      const given = withEnvFile({ ...process.env, ...flags }, values['env-file'])
      return serve(readSettings(given), given)
    }
    case 'emulate': {
      const { values } = parseArgs({ args, options: EMULATE })
      return emulate({ ...values, port: values.port ?? process.env.EMULATOR_PORT })
    }
    case 'grant': {
      const { values } = parseArgs({ args, options: { ...GRANT, ...SETTINGS_FILE } })
      return grant(values, withEnvFile(process.env, values['env-file']))
    }
    default:
      throw new TypeError(`Unknown command '${command}'. There are ${COMMANDS.join(', ')}.`)
  }
}

function version(): string {
  const path = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(explain(error))
    process.exit(1)
  },
)
