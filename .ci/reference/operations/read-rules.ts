/** `GET /media/rules` as OpenAPI's operation. */

import { MEDIA_RULES } from '../../../packages/backend/src/contract/rules.ts'
import { refusals, success } from '../answers.ts'

const RULES = {
  types: Object.fromEntries(
    Object.entries(MEDIA_RULES).map(([type, { maxBytes, formats }]) => [
      type,
      { max_bytes: maxBytes, formats },
    ]),
  ),
  auth: 'grant',
  known_media: true,
}

export const readRules = {
  operationId: 'readRules',
  tags: ['Media'],
  summary: 'What the relay takes',
  description: 'Needs no grant and may be cached. MB is 2^20 bytes.',
  responses: {
    ...success('The rules in force.', 'RulesAnswer', RULES),
    ...refusals('origin_not_allowed', 'method_not_allowed', 'internal'),
  },
}
