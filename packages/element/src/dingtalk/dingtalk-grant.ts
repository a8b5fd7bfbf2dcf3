/**
 * A `grant` for the element, on a page inside DingTalk's client: an auth code of the client is traded at the
 * relay for a grant in the name of its user. No server of the page's own is needed.
 */

import type { ErrorAnswer, LoginAnswer } from '@dt-media/backend/contract'
import { askForAuthCode, type DingTalkApi } from './auth-code.ts'
import { isInDingTalk } from './is-in-dingtalk.ts'
import { LoginError } from './login-error.ts'

export interface DingTalkGrantOptions {
  /** The relay's base URL, as the element has it. @default the page's own `/` */
  readonly endpoint?: string
  /** The organisation that the page stands in. @default the page's query `corpId`, where the app's address has `$CORPID$` */
  readonly corpId?: string
  /** The app's key, for the newest of the client's calls alone. @default none, and another call */
  readonly clientId?: string
  /** DingTalk's JSAPI, where it is no global. @default the global `dd` */
  readonly dd?: DingTalkApi
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number
}

/** A grant is renewed so long before its end. */
const MARGIN_MS = 60_000
/** How long a grant is taken to live where the page's clock and the relay's do not agree. */
const UNSURE_LIFE_MS = 300_000
const MAX_LIFE_MS = 86_400_000
/** A grant that is younger is not why an attempt failed. */
const MIN_AGE_MS = 10_000
/** Less than the element waits for a grant. */
const AUTH_CODE_TIMEOUT_MS = 6000

interface HeldGrant {
  readonly grant: string
  readonly since: number
  readonly until: number
}

/**
 * A function that gives the grant at hand, and a new one when that is about to end or an attempt has failed
 * with it. It rejects with a {@link LoginError}, which it also writes to the console.
 */
export function dingtalkGrant(
  options: DingTalkGrantOptions = {},
): (context?: { readonly attempt: number }) => Promise<string> {
  const { now = Date.now } = options
  let held: HeldGrant | undefined
  let flight: Promise<string> | undefined

  async function renew(): Promise<string> {
    try {
      const { grant, expires_at } = await logIn(options)
      const since = now()
      const lifeMs = expires_at - since
      const sure = lifeMs > MARGIN_MS && lifeMs < MAX_LIFE_MS
      held = { grant, since, until: since + (sure ? lifeMs - MARGIN_MS : UNSURE_LIFE_MS) }
      return grant
    } catch (error) {
      // The element says no more than that there is no grant.
      console.error(`dt-media: ${(error as Error).message}`)
      throw error
    } finally {
      flight = undefined
    }
  }

  return async ({ attempt } = { attempt: 1 }) => {
    const suspect = attempt > 1 && held && now() - held.since >= MIN_AGE_MS
    if (held && now() < held.until && !suspect) return held.grant
    flight ??= renew()
    return flight
  }
}

async function logIn({ endpoint = '/', corpId, clientId, dd }: DingTalkGrantOptions): Promise<LoginAnswer> {
  if (!isInDingTalk())
    throw new LoginError(
      'not_in_dingtalk',
      "This page is not inside DingTalk's client, which alone has auth codes",
    )
  const api = dd ?? (globalThis as { dd?: DingTalkApi }).dd
  if (!api)
    throw new LoginError(
      'no_jsapi',
      "DingTalk's JSAPI is missing: load its script, or give dingtalkGrant its dd",
    )
  const corp = corpId ?? corpInQuery()
  if (!corp)
    throw new LoginError(
      'no_corp',
      "No corpId: give dingtalkGrant one, or put ?corpId=$CORPID$ into the app's address",
    )
  const code = await askForAuthCode(api, { corpId: corp, clientId, timeoutMs: AUTH_CODE_TIMEOUT_MS })
  return trade(loginUrl(endpoint), { code, corp })
}

function corpInQuery(): string | undefined {
  const query = new URLSearchParams(location.search)
  return query.get('corpId') ?? query.get('corpid') ?? undefined
}

function loginUrl(endpoint: string): string {
  const { origin, pathname } = new URL(endpoint || '/', document.baseURI)
  return origin + pathname.replace(/\/*$/, '/auth/dingtalk')
}

async function trade(url: string, login: { code: string; corp: string }): Promise<LoginAnswer> {
  let answer: Partial<LoginAnswer & ErrorAnswer>
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      credentials: 'omit',
      body: JSON.stringify(login),
    })
    answer = await response.json()
  } catch {
    throw new LoginError(
      'no_answer',
      'The relay cannot be reached for a grant, or the origin of this page is not on its list',
    )
  }
  const { grant, expires_at = 0, code, errmsg } = answer
  if (grant) return { grant, expires_at }
  const hint = code === 'not_found' ? 'RELAY_DINGTALK_LOGIN is off there.' : errmsg
  throw new LoginError(code ?? 'internal', `The relay gives no grant: ${hint}`)
}
