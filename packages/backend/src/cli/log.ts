/**
 * One JSON object a line on stderr, from fields that are safe to write down.
 */

import type { RelayLog } from '../options.ts'

const LEVELS = ['error', 'warn', 'info']

export function createLog(level: 'error' | 'warn' | 'info' | 'silent'): RelayLog {
  const loudest = LEVELS.indexOf(level)
  return (at, message, fields) => {
    if (LEVELS.indexOf(at) > loudest) return
    process.stderr.write(
      `${JSON.stringify({ time: new Date().toISOString(), level: at, message, ...fields })}\n`,
    )
  }
}
