/**
 * What `--help` says. The settings come from their own table.
 */

import { COMMAND_NAMES, COMMANDS, type Command } from './commands.ts'
import { SETTING_GROUPS } from './setting-groups.ts'
import { SETTINGS, type Setting, type SettingName } from './settings.ts'

const OVERVIEW = `dt-media - from a web page to a DingTalk media_id

Usage: dt-media <command> [options]

Commands
${COMMAND_NAMES.map((command) => `  ${command.padEnd(11)} ${COMMANDS[command].summary}`).join('\n')}

Options
  -h, --help     this, or a command's own help
  -v, --version  the version

Try it, in three terminals
  dt-media emulate
  DINGTALK_OAPI_URL=http://127.0.0.1:8788 DINGTALK_API_URL=http://127.0.0.1:8788 \\
  DINGTALK_APP_KEY=dingemulatorappkey DINGTALK_APP_SECRET=emulator-app-secret \\
  RELAY_AUTH=none dt-media serve
  curl -F type=image -F media=@cat.png http://127.0.0.1:8787/media/upload

Exit codes
  0  it worked
  1  it did not; stderr says why, and what to do
  2  no command was given`

const DOCTOR = `dt-media doctor - checks the settings against the real DingTalk

Usage: dt-media doctor [--env-file FILE]

It reads the same settings as 'dt-media serve', reaches the hosts, compares the clocks, gets an
access token and uploads a picture of one pixel, which costs one call of the month. A line for
each step, and under each that fails what to do about it. No secret is shown.

Exit codes
  0  all is well
  1  something is not

Examples
  dt-media doctor --env-file .env
  DINGTALK_SUITE_TICKET=… dt-media doctor --env-file .env   a third-party app, without Redis`

const EMULATE = `dt-media emulate - a local DingTalk to develop against

Usage: dt-media emulate [--host 127.0.0.1] [--port 8788] [options]

  --third-party   prints the settings of a third-party enterprise app instead of an internal one's,
                  and pushes it a suite ticket: over the Stream gateway, or to --callback
  --callback URL  where pushes go over HTTP: a relay's /dingtalk/callback. They are repeated until
                  they are taken, so the relay may start later
  --corp ID       an organisation of the third-party app; may be given more than once
  --qps N         calls a second of an app before 90018 (20); 0 turns it off
  --quota N       calls a month before 90020; 0 turns it off (0)

It speaks enough of DingTalk for uploads: access tokens of both kinds of app by every way, suite
tickets, auth codes and users, media/upload, downloads and work notices. It prints the settings
that point a relay at it, and then a line for each push and each upload.

Examples
  dt-media emulate
  dt-media emulate --third-party --callback http://127.0.0.1:8787/dingtalk/callback
  curl -d '{"errcode":90018}' http://127.0.0.1:8788/emulator/faults     the next upload fails so
  curl -X POST http://127.0.0.1:8788/emulator/pushes                    a new suite ticket
  curl -d '{"userid":"alice"}' http://127.0.0.1:8788/emulator/auth-codes   a code that names alice

All of it: docs/emulator.md`

const GRANT = `dt-media grant - signs an upload grant

Usage: dt-media grant --sub NAME [options] [--env-file FILE]

  --sub NAME         who uploads: your name for the user
  --type TYPE        image, voice, video or file; may be given more than once (all four)
  --max-bytes N      the largest file
  --max-uploads N    how many uploads
  --origin ORIGIN    the one page origin that may use it, like https://app.example.com
  --expires TIME     how long it lives, like 90s, 10m or 1h (10m)

It reads RELAY_GRANT_SECRET, or the file that RELAY_GRANT_SECRET_FILE names; of several secrets
the first signs. The grant alone goes to stdout. A limit that is left out does not limit.
For a page with users, let your server sign grants: docs/grants.md.

Examples
  export RELAY_GRANT_SECRET=$(openssl rand -base64 48)
  dt-media grant --sub alice --type image --max-bytes 5000000 --max-uploads 5
  curl -H "Authorization: Bearer $(dt-media grant --sub me --expires 1m)" \\
    --data-binary @cat.png 'http://127.0.0.1:8787/media/upload?type=image&filename=cat.png'`

const COMPLETION = `dt-media completion - completes commands and flags in your shell

Usage: dt-media completion <bash|zsh|fish>

Examples
  eval "$(dt-media completion bash)"                in ~/.bashrc
  eval "$(dt-media completion zsh)"                 in ~/.zshrc, after compinit
  dt-media completion fish > ~/.config/fish/completions/dt-media.fish`

/** The help of a command, or of all of them. */
export function helpText(command: Command | undefined): string {
  switch (command) {
    case 'serve':
      return serveHelp()
    case 'doctor':
      return DOCTOR
    case 'emulate':
      return EMULATE
    case 'grant':
      return GRANT
    case 'completion':
      return COMPLETION
    default:
      return OVERVIEW
  }
}

/** A line for each setting of a group. */
function settingLines(names: readonly SettingName[]): string {
  const lines = names.map((name) => {
    const { summary, default: fallback }: Setting<unknown> = SETTINGS[name]
    return `  ${name.padEnd(29)} ${summary}${fallback ? ` (${fallback})` : ''}`
  })
  return lines.join('\n')
}

function serveHelp(): string {
  const settings = SETTING_GROUPS.map(({ title, names }) => `${title}\n${settingLines(names)}`)
  return `dt-media serve - runs the relay

Usage: dt-media serve [--host H] [--port N] [--env-file FILE]

Settings are environment variables. NAME_FILE reads NAME from a file; --env-file reads a
dotenv file, over which the environment wins.

${settings.join('\n\n')}

Signals
  SIGTERM, SIGINT  /readyz says 503, new uploads are refused, those in flight finish; again: now
  SIGHUP           reads RELAY_GRANT_SECRET_FILE again, as does a change of that file

Exit codes
  0  every upload could finish
  1  it could not start, or RELAY_DRAIN_TIMEOUT cut some uploads off

Examples
  RELAY_GRANT_SECRET_FILE=/run/secrets/grant DINGTALK_APP_KEY=… \\
    DINGTALK_APP_SECRET_FILE=/run/secrets/app RELAY_ALLOWED_ORIGINS=https://app.example.com dt-media serve
  dt-media serve --env-file .env --port 9000
  curl http://127.0.0.1:8787/readyz`
}
