/**
 * `GET /healthz`: the process lives. `GET /readyz`: it can upload, so a load balancer may
 * send it work.
 */

import type { Handler } from 'hono'
import type { CorpTokens } from '../tokens/corp-tokens.ts'
import { answerJson, setHeader } from './answer.ts'
import type { RelayEnv } from './relay-env.ts'
import type { UploadGate } from './upload-gate.ts'

export const healthRoute: Handler<RelayEnv> = (c) => answerJson(c, { status: 'ok' })

/** Answers 503 while it has no access token and can get none, or is shutting down. */
export function readyRoute(gate: UploadGate, appTokens: CorpTokens): Handler<RelayEnv> {
  return async (c) => {
    const reason = gate.draining ? 'shutting down' : await whyNoToken(appTokens)
    if (!reason) return answerJson(c, { status: 'ok' })
    setHeader(c, 'Retry-After', '1')
    return answerJson(c, { status: 'unready', reason }, 503)
  }
}

async function whyNoToken(appTokens: CorpTokens): Promise<string | undefined> {
  try {
    await appTokens.check()
    return undefined
  } catch {
    return 'no access token'
  }
}
