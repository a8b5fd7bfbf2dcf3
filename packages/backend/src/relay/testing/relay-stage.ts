/**
 * The relay's own part without sockets: everything is what it is in earnest, but for the last step, how
 * bytes leave for DingTalk, which is written down and answered as the test says.
 */

import { MEDIA_RULES } from '../../contract/index.ts'
import type { SendUpload } from '../../dingtalk/transport.ts'
import { createGrantUses } from '../../grants/grant-uses.ts'
import { createKnownMedia } from '../../known-media/known-media.ts'
import { type CallReport, observers } from '../../observer.ts'
import { createBreaker } from '../../pacing/breaker.ts'
import { createMonthlyQuota } from '../../pacing/monthly-quota.ts'
import { createUpstreamPace } from '../../pacing/upstream-pace.ts'
import { createSha256 } from '../../runtimes/node/sha256.ts'
import { createMemoryStore } from '../../store/memory-store.ts'
import { drain, joined } from '../../streams/testing/sample-source.ts'
import { keepAccessToken } from '../../tokens/access-tokens.ts'
import { keepCorpTokens } from '../../tokens/corp-tokens.ts'
import { createUploadRelay, type UploadRelayDeps } from '../upload-relay.ts'
import { createUpstream, type UpstreamDeps } from '../upstream.ts'

/** What DingTalk answers to a good upload. */
export const STORED = { errcode: 0, errmsg: 'ok', type: 'image', media_id: '@lAL0123456789', created_at: 1 }

/** One sending that came to its end, or to an error. */
export interface Sending {
  readonly accessToken: string | null
  readonly contentLength: number
  /** What was sent, a character a byte. */
  readonly text: string
}

export interface RelayStageOptions extends Partial<Omit<UploadRelayDeps, 'upstream'>> {
  readonly upstream?: Partial<UpstreamDeps>
  readonly uploadsPerMonth?: number
}

export function relayStage({ upstream: deps = {}, uploadsPerMonth = 0, ...options }: RelayStageOptions = {}) {
  const store = createMemoryStore()
  const sendings: Sending[] = []
  const calls: CallReport[] = []
  const tokens: string[] = []
  /** What comes back, one after the other; then all is well. */
  const answers: (object | Error)[] = []

  const sendUpload: SendUpload = async ({ url, contentLength, body }) => {
    const { chunks, error } = await drain(body)
    const text = Buffer.from(joined(chunks)).toString('latin1')
    sendings.push({ accessToken: new URL(url).searchParams.get('access_token'), contentLength, text })
    if (error) throw error
    const answer = answers.shift() ?? STORED
    if (answer instanceof Error) throw answer
    return { status: 200, text: JSON.stringify(answer) }
  }
  const appTokens = keepCorpTokens(
    (corpId) =>
      keepAccessToken(async () => {
        const accessToken = `token-${tokens.length + 1}${corpId}`
        tokens.push(accessToken)
        return { accessToken, expiresInMs: 7_200_000 }
      }),
    { allowedCorps: ['ding1', 'ding2'] },
  )
  const knownMedia = createKnownMedia({ store, createSha256, appId: 'app' })
  const upstream = createUpstream({
    hosts: { oapi: 'https://oapi.example', api: 'https://api.example' },
    sendUpload,
    upstreamTimeoutMs: 30_000,
    breaker: createBreaker(),
    monthlyQuota: createMonthlyQuota({ store, appId: 'app', uploadsPerMonth, onNearlyUsed: () => {} }),
    upstreamPace: createUpstreamPace({ store, appId: 'app', callsPerSecond: 0 }),
    observer: observers([{ callEnded: (report) => calls.push(report) }]),
    ...deps,
  })
  const relay = createUploadRelay({
    rules: MEDIA_RULES,
    upstream,
    appTokens,
    grantUses: createGrantUses({ store }),
    createSha256,
    knownMedia,
    unsizedBodies: 'buffer',
    ...options,
  })
  return { relay, upstream, appTokens, knownMedia, sendings, calls, tokens, answers }
}
