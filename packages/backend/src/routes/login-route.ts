/**
 * `POST /auth/dingtalk`: a page inside DingTalk's client trades its auth code for an upload grant, so that a
 * micro app needs no server of its own. Who the user is, DingTalk says; the page only brings the code.
 */

import type { Handler } from 'hono'
import type { LoginAnswer } from '../contract/index.ts'
import type { CallOptions } from '../dingtalk/call.ts'
import type { DingTalkHosts } from '../dingtalk/hosts.ts'
import { getUserId } from '../dingtalk/user-info.ts'
import { MediaError } from '../errors.ts'
import { signGrant } from '../grants/sign-grant.ts'
import { observeCall } from '../observe-call.ts'
import type { Observer } from '../observer.ts'
import type { Breaker } from '../pacing/breaker.ts'
import type { UploadRate } from '../pacing/upload-rate.ts'
import type { UpstreamPace } from '../pacing/upstream-pace.ts'
import { isTokenRejected } from '../relay/upstream.ts'
import { letGo } from '../streams/let-go.ts'
import { watchBody } from '../streams/watch-body.ts'
import type { CorpTokens } from '../tokens/corp-tokens.ts'
import { answerJson } from './answer.ts'
import { clientAddress } from './client-address.ts'
import { readLogin } from './read-login.ts'
import { createRefusalLimit, type RefusalLimit } from './refusal-limit.ts'
import type { RelayContext, RelayEnv, RequestRuntime } from './relay-env.ts'

export interface LoginRouteDeps extends CallOptions {
  readonly hosts: DingTalkHosts
  readonly appTokens: CorpTokens
  /** The corp that a page may leave out. */
  readonly corpId?: string | undefined
  /** Whether the app lives in one corp, which then need not be known here. */
  readonly internalApp: boolean
  /** The first signs. */
  readonly grantSecrets: () => readonly string[]
  readonly grantMaxLifeMs: number
  /** Of one address: whole companies have one. */
  readonly loginRate: UploadRate
  /** Of the relay in all: each login is a call. */
  readonly loginPace: UpstreamPace
  /** Spares a DingTalk that is down, or has banned this address. */
  readonly breaker: Breaker
  readonly runtime: RequestRuntime
  readonly observer: Required<Observer>
  readonly trustedProxies: number
  /** @default 30 refusals an address at once, 2 a second in the long run */
  readonly refusalLimit?: RefusalLimit
}

const GRANT_LIFE_MS = 600_000

const PATIENCE = { idleTimeoutMs: 5000, minBytesPerSecond: 1024, graceMs: 5000 }

export function loginRoute(deps: LoginRouteDeps): Handler<RelayEnv> {
  const { appTokens, loginRate, loginPace, breaker, runtime, observer } = deps
  const { refusalLimit = createRefusalLimit() } = deps

  return async (c) => {
    const address = addressOf(c)
    const body = watchBody(runtime.readBody(c), PATIENCE)
    try {
      refusalLimit.check(address)
      const { code, corp } = await readLogin(c, body)
      const corpId = corpOf(corp)
      const accessTokens = appTokens.forCorp(corpId)
      await loginRate.take(`login:${address}`)
      const userId = await twice(async () => {
        breaker.check()
        const accessToken = await accessTokens.get()
        await loginPace.wait(new AbortController().signal)
        try {
          const login = () => getUserId(deps.hosts, { accessToken, code }, deps)
          return await breaker.run(() => observeCall('login', login, observer))
        } catch (error) {
          if (isTokenRejected(error)) accessTokens.forget(accessToken)
          throw error
        }
      })
      return answerJson(c, await grantFor(userId, corpId))
    } catch (error) {
      letGo(body)
      runtime.drainBody?.(c, 0)
      if (error instanceof MediaError && error.status <= 403) refusalLimit.count(address)
      throw error
    }
  }

  /** An internal app has one corp: where we do not know it, DingTalk holds the code to it. */
  function corpOf(named: string | undefined): string | undefined {
    return deps.internalApp && deps.corpId === undefined ? undefined : named
  }

  /** A refused token has cost the code nothing. */
  async function twice(login: () => Promise<string>): Promise<string> {
    try {
      return await login()
    } catch (error) {
      if (isTokenRejected(error)) return login()
      throw error
    }
  }

  async function grantFor(userId: string, corp: string | undefined): Promise<LoginAnswer> {
    const [secret = ''] = deps.grantSecrets()
    const expiresInMs = Math.min(GRANT_LIFE_MS, deps.grantMaxLifeMs)
    const now = Date.now()
    // A whole second, as the grant has it.
    const expires_at = Math.floor(now / 1000) * 1000 + expiresInMs
    const grant = await signGrant({ sub: userId, corp }, { secret, expiresInMs, now: () => now })
    return { grant, expires_at }
  }

  function addressOf(c: RelayContext): string {
    const remote = runtime.remoteAddress?.(c) ?? 'unknown'
    return clientAddress(remote, c.req.header('x-forwarded-for'), deps.trustedProxies)
  }
}
