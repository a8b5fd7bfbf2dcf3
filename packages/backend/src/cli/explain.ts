/**
 * What went wrong, in words for whoever typed the command; a stack only for a defect of ours.
 */

import { SettingsError } from './read-settings.ts'

/** An error as lines for stderr. */
export function explain(error: unknown): string {
  if (error instanceof SettingsError) {
    const lines = error.problems.map((problem) => `  - ${problem}`)
    return `dt-media: the settings need attention:\n${lines.join('\n')}\n\n'dt-media serve --help' lists all of them.`
  }
  const { code, message, port, stack } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') return `dt-media: port ${port} is taken. Choose another with --port, or PORT.`
  if (code === 'EACCES')
    return `dt-media: port ${port} needs more rights. Choose one above 1023 with --port, or PORT.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EINVAL')
    return 'dt-media: this machine has no such address. Check --host, or HOST.'
  if (code?.startsWith('ERR_PARSE_ARGS') || error instanceof TypeError)
    return `dt-media: ${message}\n\nTry 'dt-media --help'.`
  return `dt-media: ${stack ?? message}`
}
