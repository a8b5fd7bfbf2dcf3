/**
 * What `--help` says. The settings come from their own table.
 */

import { SETTINGS, type Setting } from './settings.ts'

const OVERVIEW = `dt-media - from a web page to a DingTalk media_id

Usage: dt-media <command> [options]

Commands
  serve      run the relay
  emulate    run a local DingTalk to develop against

Options
  -h, --help     this, or a command's own help
  -v, --version  the version

Exit codes: 0 it worked, 1 it did not, 2 no command was given.`

const EMULATE = `dt-media emulate - a local DingTalk to develop against

Usage: dt-media emulate [--host 127.0.0.1] [--port 8788]

It speaks enough of DingTalk for uploads: access tokens, media/upload, downloads and work
notices. It prints the settings that point a relay at it.`

/** The help of a command, or of all of them. */
export function helpText(command: string | undefined): string {
  if (command === 'serve') return serveHelp()
  return command === 'emulate' ? EMULATE : OVERVIEW
}

function serveHelp(): string {
  const settings = Object.entries(SETTINGS as Record<string, Setting<unknown>>).map(
    ([name, { summary, default: fallback }]) =>
      `  ${name.padEnd(24)} ${summary}${fallback ? ` (${fallback})` : ''}`,
  )
  return `dt-media serve - runs the relay

Usage: dt-media serve [--host H] [--port N] [--env-file FILE]

Settings are environment variables. NAME_FILE reads NAME from a file; --env-file reads a
dotenv file, over which the environment wins.

${settings.join('\n')}

Example
  DINGTALK_APP_KEY=… DINGTALK_APP_SECRET_FILE=/run/secrets/app RELAY_AUTH=none dt-media serve`
}
