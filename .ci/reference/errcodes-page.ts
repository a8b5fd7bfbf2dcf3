/** What becomes of each errcode of DingTalk's, from the relay's own tables. */

import { ERROR_CODES } from '../../packages/backend/src/contract/error-codes.ts'
import { ERRCODES, type ErrcodeMeaning, meaningOf } from '../../packages/backend/src/dingtalk/errcodes.ts'
import { TOKEN_ERRCODES } from '../../packages/backend/src/dingtalk/token-errcodes.ts'

/** The page `docs/errcodes.md`. */
export function errcodesPage(): string {
  return `# What the relay does for each errcode of DingTalk's

DingTalk's texts go nowhere: they carry the app key and addresses.
\`errcode\` in the relay's answer is DingTalk's number, but for \`token_rejected\`, whose number tells the client nothing.

## For an upload

| errcode | the relay answers | again after | what to do |
|---|---|---|---|
${uploadRows().join('\n')}

* \`token_rejected\`: the token is dropped and another one fetched. A file of up to 64 KiB is sent once more by the relay, a larger one by the
  browser, which still has it; the element does so by itself.
* \`upstream_busy\`: retriable; \`Retry-After\` says when. After five failures in half a minute DingTalk is left alone for ten seconds.
* \`upstream_refused\`: not retriable.

## For an access token

The relay answers uploads with 503 \`token_unavailable\`, and \`details.upstream_errcode\` says which it was. It asks again after 1 s, then 2, 4, 8, 16 and 30.

| errcode or code | what to do |
|---|---|
${tokenRows().join('\n')}

## For a login from DingTalk's client

40078, an auth code that is unknown, used up or older than five minutes, is 401 \`grant_invalid\`. The rest is as for uploads, and a refused access token
is made good by the relay, once.
`
}

function uploadRows(): string[] {
  const byMeaning = new Map<string, { readonly meaning: ErrcodeMeaning; readonly errcodes: string[] }>()
  for (const [errcode, meaning] of Object.entries(ERRCODES)) {
    const key = JSON.stringify(meaning)
    const group = byMeaning.get(key) ?? { meaning, errcodes: [] }
    group.errcodes.push(errcode)
    byMeaning.set(key, group)
  }
  const rows = [...byMeaning.values()].map(({ errcodes, meaning }) => uploadRow(errcodes.join(', '), meaning))
  return [...rows, uploadRow('any other', meaningOf(Number.NaN))]
}

function uploadRow(errcodes: string, { code, retryAfter, remedy }: ErrcodeMeaning): string {
  const wait = retryAfter === undefined ? (code === 'token_rejected' ? '1 s' : '') : `${retryAfter} s`
  return `| ${errcodes} | ${ERROR_CODES[code].status} \`${code}\` | ${wait} | ${remedy} |`
}

function tokenRows(): string[] {
  const byRemedy = new Map<string, string[]>()
  for (const [reason, remedy] of Object.entries(TOKEN_ERRCODES)) {
    byRemedy.set(remedy, [...(byRemedy.get(remedy) ?? []), /^-?\d/.test(reason) ? reason : `\`${reason}\``])
  }
  return [...byRemedy].map(([remedy, reasons]) => `| ${reasons.join(', ')} | ${remedy} |`)
}
