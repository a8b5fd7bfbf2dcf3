/** The relay's settings as a page, from the table that the relay reads them by. */

import { SETTING_GROUPS } from '../../packages/backend/src/cli/setting-groups.ts'
import { SETTINGS, type Setting, type SettingName } from '../../packages/backend/src/cli/settings.ts'

const HEAD = `# Settings

<!-- Made by \`pnpm reference\` from packages/backend/src/cli/settings.ts: change that. -->

Environment variables of \`dt-media serve\`. \`NAME_FILE\` reads \`NAME\` from a file, as container secrets come; \`--env-file\` reads a dotenv
file, over which the environment wins. Times are written \`250ms\`, \`15s\`, \`5m\` or \`1h\`; switches are \`on\` or \`off\`. Everything that is
wrong with them comes in one message, and nothing listens then.

A relay needs an app's key and secret, and one word on who may upload: \`RELAY_GRANT_SECRET\`, or \`RELAY_AUTH=none\`.
`

/** \`docs/settings.md\`. */
export function settingsPage(): string {
  const groups = SETTING_GROUPS.map(({ title, names }) => `## ${title}\n\n${table(names)}\n`)
  return [HEAD, ...groups].join('\n')
}

function table(names: readonly SettingName[]): string {
  const rows = names.map((name) => {
    const { summary, default: fallback, secret }: Setting<unknown> = SETTINGS[name]
    const cells = [`\`${name}\``, fallback ? `\`${fallback}\`` : '', `${summary}${secret ? '. Secret' : ''}`]
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  })
  return ['| setting | default | what it does |', '|---|---|---|', ...rows].join('\n')
}
