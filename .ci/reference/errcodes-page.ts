/** What becomes of each errcode of DingTalk's, as an English page. */

import { sayInEnglish } from './chinese/say.ts'
import { tokenRows, uploadRows } from './errcode-tables.ts'

/** The page `docs/errcodes.md`. */
export function errcodesPage(): string {
  return `# What the relay does for each errcode of DingTalk's

DingTalk's texts go nowhere: they carry the app key and addresses.
\`errcode\` in the relay's answer is DingTalk's number, but for \`token_rejected\`, whose number tells the client nothing.

## For an upload

| errcode | the relay answers | again after | what to do |
|---|---|---|---|
${uploadRows(sayInEnglish, 'any other')}

* \`token_rejected\`: the token is dropped and another one fetched. A file of up to 64 KiB is sent once more by the relay, a larger one by the
  browser, which still has it; the element does so by itself.
* \`upstream_busy\`: retriable; \`Retry-After\` says when. After five failures in half a minute DingTalk is left alone for ten seconds.
* \`upstream_refused\`: not retriable.

## For an access token

The relay answers uploads with 503 \`token_unavailable\`, and \`details.upstream_errcode\` says which it was. It asks again after 1 s, then 2, 4, 8, 16 and 30.

| errcode or code | what to do |
|---|---|
${tokenRows(sayInEnglish)}

## For a login from DingTalk's client

40078, an auth code that is unknown, used up or older than five minutes, is 401 \`grant_invalid\`. The rest is as for uploads, and a refused access token
is made good by the relay, once.
`
}
