/** `POST /auth/dingtalk` as OpenAPI's operation. */

import { refusals, success } from '../answers.ts'
import { UPSTREAM_REFUSALS } from './shared-refusals.ts'

export const logInByDingTalk = {
  operationId: 'logInByDingTalk',
  tags: ['DingTalk'],
  summary: 'Trade an auth code of DingTalk’s client for a grant',
  description:
    'Only with `RELAY_DINGTALK_LOGIN=on`. The grant’s subject is the user id that DingTalk answers.',
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: {
            code: { type: 'string', minLength: 1, maxLength: 512 },
            corp: {
              type: 'string',
              minLength: 1,
              maxLength: 64,
              description: 'The organisation the page stands in.',
            },
          },
          required: ['code'],
        },
        example: { code: '8f3e1c…', corp: 'ding…' },
      },
    },
  },
  responses: {
    ...success('A grant for this user.', 'LoginAnswer', { grant: 'eyJ…', expires_at: 1768465800000 }),
    ...refusals(
      ...([
        'malformed_body',
        'grant_invalid',
        'grant_exceeded',
        'origin_not_allowed',
        'too_many_uploads',
      ] as const),
      ...(['client_timeout', 'token_rejected', ...UPSTREAM_REFUSALS, 'store_unavailable'] as const),
      ...(['method_not_allowed', 'internal'] as const),
    ),
  },
}
