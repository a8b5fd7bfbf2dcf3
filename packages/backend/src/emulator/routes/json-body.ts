/**
 * A request's JSON body, as forgivingly as a server's usual framework reads it.
 */

import type { Context } from 'hono'
import type { EmulatorEnv } from '../arrival.ts'

/** The members of the body's JSON object; none when it is no JSON object. */
export function jsonBody(c: Context<EmulatorEnv>): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(c.env.arrival?.body.toString('utf8') ?? '')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
