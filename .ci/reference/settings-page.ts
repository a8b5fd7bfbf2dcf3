/** The relay's settings as a page, from the table that the relay reads them by. */

import { SETTING_GROUPS } from '../../packages/backend/src/cli/setting-groups.ts'
import { SETTINGS, type Setting } from '../../packages/backend/src/cli/settings.ts'
import { type Say, sayInChinese, sayInEnglish } from './chinese/say.ts'

const HEAD = `# Settings

<!-- Made by \`pnpm reference\` from packages/backend/src/cli/settings.ts: change that. -->

Environment variables of \`dt-media serve\`. \`NAME_FILE\` reads \`NAME\` from a file, as container secrets come; \`--env-file\` reads a dotenv
file, over which the environment wins. Times are written \`250ms\`, \`15s\`, \`5m\` or \`1h\`; switches are \`on\` or \`off\`. Everything that is
wrong with them comes in one message, and nothing listens then.

A relay needs an app's key and secret, and one word on who may upload: \`RELAY_GRANT_SECRET\`, or \`RELAY_AUTH=none\`.
`

const HEAD_ZH = `# 设置

<!-- 由 \`pnpm reference\` 根据 packages/backend/src/cli/settings.ts 和 .ci/reference/chinese/settings.ts 生成：请修改它们。 -->

\`dt-media serve\` 的环境变量。写成 \`变量名_FILE\` 时从文件读取，适用于容器的密钥文件；\`--env-file\` 读取 dotenv 文件，环境变量优先于其中的值。时间写作 \`250ms\`、\`15s\`、\`5m\` 或 \`1h\`；开关写作 \`on\` 或 \`off\`。配置有误时，所有问题在一条消息里列出，中继不会启动监听。

中继需要应用的 key 和 secret，以及一句谁可以上传：\`RELAY_GRANT_SECRET\`，或 \`RELAY_AUTH=none\`。
`

const COLUMNS = ['setting', 'default', 'what it does']
const COLUMNS_ZH = ['设置', '默认值', '作用']

/** `docs/settings.md`. */
export function settingsPage(): string {
  return [HEAD, ...settingTables(sayInEnglish)].join('\n')
}

/** `docs/zh/settings.md`. */
export function settingsPageZh(): string {
  return [HEAD_ZH, ...settingTables(sayInChinese, COLUMNS_ZH, '。机密')].join('\n')
}

/** A heading and a table for each group. */
export function settingTables(say: Say, columns = COLUMNS, secretMark = '. Secret'): string[] {
  return SETTING_GROUPS.map(({ title, names }) => {
    const rows = names.map((name) => {
      const { summary, default: fallback, secret }: Setting<unknown> = SETTINGS[name]
      const does = `${say(summary)}${secret ? secretMark : ''}`
      return rowOf([`\`${name}\``, fallback ? `\`${fallback}\`` : '', does])
    })
    return `## ${say(title)}\n\n${[rowOf(columns), '|---|---|---|', ...rows].join('\n')}\n`
  })
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
