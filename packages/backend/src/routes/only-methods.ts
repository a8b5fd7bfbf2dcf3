/**
 * What a route says to a method it does not have (RFC 9110 §15.5.6).
 */

import type { Handler } from 'hono'
import { MediaError } from '../errors.ts'
import { answerBody, setHeader } from './answer.ts'
import { errorAnswer } from './error-answer.ts'
import type { RelayEnv } from './relay-env.ts'

/** Answers 405 with the methods that there are; asked for no more than those, just them. */
export function onlyMethods(allow: string): Handler<RelayEnv> {
  return (c) => {
    setHeader(c, 'Allow', allow)
    if (c.req.method === 'OPTIONS') return answerBody(c, null, 204)
    return errorAnswer(new MediaError('method_not_allowed', `Only ${allow}`), c)
  }
}
