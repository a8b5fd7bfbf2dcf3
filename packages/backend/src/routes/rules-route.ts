/**
 * `GET /media/rules`: what this relay takes, so that a page can say it before a file is picked.
 */

import type { Handler } from 'hono'
import type { MediaRules, RulesAnswer } from '../contract/index.ts'
import { answerJson, setHeader } from './answer.ts'
import type { RelayEnv } from './relay-env.ts'

export interface RulesRouteDeps {
  readonly rules: MediaRules
  readonly auth: RulesAnswer['auth']
  readonly knownMedia: boolean
}

export function rulesRoute({ rules, auth, knownMedia }: RulesRouteDeps): Handler<RelayEnv> {
  const types = Object.fromEntries(
    Object.entries(rules).map(([type, rule]) => [type, { max_bytes: rule.maxBytes, formats: rule.formats }]),
  )
  const answer: RulesAnswer = { types, auth, known_media: knownMedia }

  return (c) => {
    setHeader(c, 'Cache-Control', 'public, max-age=300')
    return answerJson(c, answer)
  }
}
