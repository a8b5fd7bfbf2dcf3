/**
 * `GET /metrics`: what an operator's Prometheus reads.
 */

import type { Handler } from 'hono'
import { answerBody, setHeader } from './answer.ts'
import type { RelayEnv } from './relay-env.ts'

export function metricsRoute(metricsText: () => Promise<string>): Handler<RelayEnv> {
  return async (c) => {
    setHeader(c, 'Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
    return answerBody(c, await metricsText(), 200)
  }
}
