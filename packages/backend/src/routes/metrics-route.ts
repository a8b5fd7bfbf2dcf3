/**
 * `GET /metrics`: what an operator's Prometheus reads.
 */

import type { Handler } from 'hono'

export function metricsRoute(metricsText: () => Promise<string>): Handler {
  return async (c) => {
    c.header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
    return c.body(await metricsText())
  }
}
