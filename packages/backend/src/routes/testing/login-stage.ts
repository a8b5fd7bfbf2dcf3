/**
 * The login route alone, without sockets: DingTalk answers what the test says, and all that the route did
 * besides is written down.
 */

import { Hono } from 'hono'
import type { ErrorAnswer } from '../../contract/index.ts'
import { type CallReport, observers } from '../../observer.ts'
import { createBreaker } from '../../pacing/breaker.ts'
import { createUpstreamPace } from '../../pacing/upstream-pace.ts'
import { createMemoryStore } from '../../store/memory-store.ts'
import { latin1, SampleSource } from '../../streams/testing/sample-source.ts'
import { keepAccessToken } from '../../tokens/access-tokens.ts'
import { keepCorpTokens } from '../../tokens/corp-tokens.ts'
import { errorAnswer } from '../error-answer.ts'
import { type LoginRouteDeps, loginRoute } from '../login-route.ts'
import { createRefusalLimit } from '../refusal-limit.ts'
import type { RelayEnv } from '../relay-env.ts'

export const SECRET = 'login-route-login-route-login-route'

export interface LoginStageOptions extends Partial<LoginRouteDeps> {
  /** Refusals of an address at once. */
  readonly burst?: number
}

export function setLoginStage({ burst = 1000, ...options }: LoginStageOptions = {}) {
  /** What DingTalk answers, one after the other; then it knows the user. */
  const answers: (object | Error)[] = []
  const calls: (string | null)[] = []
  const reports: CallReport[] = []
  const rates: string[] = []
  const drained: number[] = []
  const bodies: SampleSource[] = []
  const client = { address: '203.0.113.9', text: '{"code":"good"}' }
  let tokens = 0

  const route = loginRoute({
    hosts: { oapi: 'https://oapi.example', api: 'https://api.example' },
    appTokens: keepCorpTokens(
      () =>
        keepAccessToken(async () => {
          tokens += 1
          return { accessToken: `token-${tokens}`, expiresInMs: 7_200_000 }
        }),
      { allowedCorps: ['ding1', 'ding2'] },
    ),
    internalApp: true,
    grantSecrets: () => [SECRET],
    grantMaxLifeMs: 600_000,
    loginRate: {
      async take(subject) {
        rates.push(subject)
      },
    },
    breaker: createBreaker(),
    loginPace: createUpstreamPace({ store: createMemoryStore(), appId: 'app', callsPerSecond: 0 }),
    runtime: {
      readBody() {
        const body = new SampleSource([latin1(client.text)])
        bodies.push(body)
        return body
      },
      drainBody: (_c, maxBytes) => drained.push(maxBytes),
      remoteAddress: () => client.address,
    },
    observer: observers([{ callEnded: (report) => reports.push(report) }]),
    trustedProxies: 0,
    refusalLimit: createRefusalLimit({ burst, now: () => 0 }),
    timeoutMs: 10_000,
    async fetch(url) {
      calls.push(new URL(String(url)).searchParams.get('access_token'))
      const answer = answers.shift() ?? { errcode: 0, result: { userid: 'ann' } }
      if (answer instanceof Error) throw answer
      return Response.json(answer)
    },
    ...options,
  })
  const app = new Hono<RelayEnv>().onError(errorAnswer).post('/auth/dingtalk', route)

  /** Logs in, and gives the answer's body with its status. */
  async function login(text = '{"code":"good"}', headers: Record<string, string> = {}) {
    client.text = text
    const response = await app.request('/auth/dingtalk', { method: 'POST', headers })
    const answer = (await response.json()) as Partial<ErrorAnswer> & { grant?: string; expires_at?: number }
    return { ...answer, status: response.status }
  }

  return { login, client, answers, calls, reports, rates, drained, bodies }
}
