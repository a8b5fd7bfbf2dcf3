/**
 * `GET /healthz`: the process lives. `GET /readyz`: it can upload, so a load balancer may
 * send it work.
 */

import type { Handler } from 'hono'
import type { CorpTokens } from '../tokens/corp-tokens.ts'
import type { UploadGate } from './upload-gate.ts'

export const healthRoute: Handler = (c) => c.json({ status: 'ok' })

/** Answers 503 while it has no access token and can get none, or is shutting down. */
export function readyRoute(gate: UploadGate, appTokens: CorpTokens): Handler {
  return async (c) => {
    const reason = gate.draining ? 'shutting down' : await whyNoToken(appTokens)
    if (!reason) return c.json({ status: 'ok' })
    c.header('Retry-After', '1')
    return c.json({ status: 'unready', reason }, 503)
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
