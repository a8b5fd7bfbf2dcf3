/** What `dt-media --help` says, as a page. */

import { COMMAND_NAMES } from '../../packages/backend/src/cli/commands.ts'
import { helpText } from '../../packages/backend/src/cli/help.ts'

const HEAD = `# Command line

<!-- Made by \`pnpm reference\` from packages/backend/src/cli/help.ts: change that. -->

\`dt-media\` comes with \`@dt-media/backend\`; in this repository it is \`npx -y pnpm@10 dt-media\`. Colours are for terminals, and \`NO_COLOR\` turns them off.
`

/** `docs/cli.md`. */
export function cliPage(): string {
  const texts = [undefined, ...COMMAND_NAMES].map((command) => {
    const title = command ? `## dt-media ${command}\n\n` : ''
    return `${title}\`\`\`text\n${helpText(command)}\n\`\`\`\n`
  })
  return [HEAD, ...texts].join('\n')
}
