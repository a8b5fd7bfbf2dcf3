/** What becomes of each errcode of DingTalk's, as rows of tables, from the relay's own. */

import { ERROR_CODES } from '../../packages/backend/src/contract/error-codes.ts'
import { ERRCODES, type ErrcodeMeaning, meaningOf } from '../../packages/backend/src/dingtalk/errcodes.ts'
import { TOKEN_ERRCODES } from '../../packages/backend/src/dingtalk/token-errcodes.ts'
import type { Say } from './chinese/say.ts'

/** One row for each meaning that a number can have for an upload; the last for every other number. */
export function uploadRows(say: Say, anyOther: string, comma = ', '): string {
  const byMeaning = new Map<string, { readonly meaning: ErrcodeMeaning; readonly errcodes: string[] }>()
  for (const [errcode, meaning] of Object.entries(ERRCODES)) {
    const key = JSON.stringify(meaning)
    const group = byMeaning.get(key) ?? { meaning, errcodes: [] }
    group.errcodes.push(errcode)
    byMeaning.set(key, group)
  }
  const rows = [...byMeaning.values()].map(({ errcodes, meaning }) =>
    uploadRow(errcodes.join(comma), meaning, say),
  )
  return [...rows, uploadRow(anyOther, meaningOf(Number.NaN), say)].join('\n')
}

/** One row for each thing to do when DingTalk gives no access token. */
export function tokenRows(say: Say, comma = ', '): string {
  const byRemedy = new Map<string, string[]>()
  for (const [reason, remedy] of Object.entries(TOKEN_ERRCODES)) {
    byRemedy.set(remedy, [...(byRemedy.get(remedy) ?? []), /^-?\d/.test(reason) ? reason : `\`${reason}\``])
  }
  return [...byRemedy].map(([remedy, reasons]) => `| ${reasons.join(comma)} | ${say(remedy)} |`).join('\n')
}

function uploadRow(errcodes: string, { code, retryAfter, remedy }: ErrcodeMeaning, say: Say): string {
  const wait = retryAfter === undefined ? (code === 'token_rejected' ? '1 s' : '') : `${retryAfter} s`
  return `| ${errcodes} | ${ERROR_CODES[code].status} \`${code}\` | ${wait} | ${say(remedy)} |`
}
