#!/usr/bin/env node
/**
 * `dt-media`: the relay and the local DingTalk from a command line.
 */

import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { emulate } from './emulate.ts'
import { helpText } from './help.ts'
import { readSettings, SettingsError } from './read-settings.ts'
import { serve } from './serve.ts'

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  'env-file': { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
} as const

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [command, ...rest] = positionals
  if (values.version) {
    console.log(version())
    return 0
  }
  if (values.help || command === undefined) {
    console.log(helpText(command))
    return values.help ? 0 : 2
  }
  if (rest.length > 0) throw new TypeError(`Unexpected argument '${rest[0]}'`)
  switch (command) {
    case 'serve': {
      const flags = { ...(values.host && { HOST: values.host }), ...(values.port && { PORT: values.port }) }
      return serve(readSettings({ ...process.env, ...flags }, values['env-file']))
    }
    case 'emulate':
      return emulate({
        host: values.host ?? '127.0.0.1',
        port: portOf(values.port ?? process.env.EMULATOR_PORT ?? '8788'),
      })
    default:
      throw new TypeError(`Unknown command '${command}'`)
  }
}

function portOf(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new TypeError('--port takes a number from 0 to 65535')
  return port
}

function version(): string {
  const path = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}

/** What went wrong, in words for whoever typed the command; a stack only for a defect of ours. */
function explain(error: unknown): string {
  if (error instanceof SettingsError) {
    const lines = error.problems.map((problem) => `  - ${problem}`)
    return `dt-media: the settings need attention:\n${lines.join('\n')}\n\n'dt-media serve --help' lists all of them.`
  }
  const { code, message, port, stack } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') return `dt-media: port ${port} is taken. Choose another with --port, or PORT.`
  if (code === 'EACCES')
    return `dt-media: port ${port} needs more rights. Choose one above 1023 with --port, or PORT.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return 'dt-media: this machine has no such address. Check --host, or HOST.'
  if (code?.startsWith('ERR_PARSE_ARGS') || error instanceof TypeError)
    return `dt-media: ${message}\n\nTry 'dt-media --help'.`
  return `dt-media: ${stack ?? message}`
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(explain(error))
    process.exit(1)
  },
)
