/** What `dt-media --help` says, as a page. The program speaks English; the Chinese page says around it what each command is for. */

import { COMMAND_NAMES, type Command } from '../../packages/backend/src/cli/commands.ts'
import { helpText } from '../../packages/backend/src/cli/help.ts'

const HEAD = `# Command line

<!-- Made by \`pnpm reference\` from packages/backend/src/cli/help.ts: change that. -->

\`dt-media\` comes with \`@dt-media/backend\`; in this repository it is \`npx -y pnpm@10 dt-media\`. Colours are for terminals, and \`NO_COLOR\` turns them off.
`

const HEAD_ZH = `# 命令行

<!-- 由 \`pnpm reference\` 根据 .ci/reference/cli-page.ts 和 packages/backend/src/cli/help.ts 生成：请修改它们。 -->

\`dt-media\` 随 \`@dt-media/backend\` 提供；在本仓库中是 \`npx -y pnpm@10 dt-media\`。颜色只用于终端，\`NO_COLOR\` 可以关闭颜色。帮助只有英文，下面按原样列出。退出码 0 表示成功；1 表示没有成功，stderr 说明原因和处理办法；2 表示没有给出命令。
`

const COMMANDS_ZH: Readonly<Record<Command, string>> = {
  serve:
    '运行中继。各项设置的中文说明见[设置](settings.md)。收到 SIGTERM 或 SIGINT 后，`/readyz` 返回 503，拒绝新的上传，进行中的上传继续完成；再收到一次则立即结束。收到 SIGHUP，或 `RELAY_GRANT_SECRET_FILE` 有改动时，重新读取该文件。退出码 0 表示每个上传都得以完成；1 表示无法启动，或有上传因 `RELAY_DRAIN_TIMEOUT` 被中断。',
  doctor:
    '用真实的钉钉逐步检查设置：连接主机，比对时钟，获取访问令牌，上传一张一个像素的图片（消耗当月一次调用）。不会显示任何密钥。退出码 0 表示一切正常，1 表示有问题。见[运维](operations.md#第一次上传之前)。',
  emulate: '运行供开发使用的[本地钉钉](emulator.md)，并输出让中继指向它的设置。',
  grant:
    '签发一个[上传凭证](grants.md)，stdout 只输出凭证本身。没有写的限制即不限制；有多个密钥时，用第一个签发。有用户登录的页面，请由你的服务器签发凭证。',
  completion: '输出 bash、zsh 或 fish 的补全脚本，用于补全命令和参数。',
}

/** `docs/cli.md`. */
export function cliPage(): string {
  return pageOf(HEAD, () => '')
}

/** `docs/zh/cli.md`. */
export function cliPageZh(): string {
  return pageOf(HEAD_ZH, (command) => `${COMMANDS_ZH[command]}\n\n`)
}

function pageOf(head: string, introduce: (command: Command) => string): string {
  const texts = [undefined, ...COMMAND_NAMES].map((command) => {
    const title = command ? `## dt-media ${command}\n\n${introduce(command)}` : ''
    return `${title}\`\`\`text\n${helpText(command)}\n\`\`\`\n`
  })
  return [head, ...texts].join('\n')
}
