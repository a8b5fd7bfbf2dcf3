/**
 * `GET /healthz`: the process lives. `GET /readyz`: it can upload, so a load balancer may
 * send it work.
 */

import type { Handler } from 'hono'

export const healthRoute: Handler = (c) => c.json({ status: 'ok' })

/** Answers 503 while it has no access token, or is shutting down. */
export function readyRoute(reasonNot: () => Promise<string | undefined>): Handler {
  return async (c) => {
    const reason = await reasonNot()
    return reason ? c.json({ status: 'unready', reason }, 503) : c.json({ status: 'ok' })
  }
}
