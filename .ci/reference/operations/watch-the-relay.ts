/** `GET /healthz`, `/readyz` and `/metrics` as OpenAPI's operations. */

import { refusals, success } from '../answers.ts'
import { refTo } from '../schemas.ts'

export const readHealth = {
  operationId: 'readHealth',
  tags: ['Operations'],
  summary: 'Whether the process lives',
  responses: { ...success('It does.', 'Health', { status: 'ok' }), ...refusals('method_not_allowed') },
}

export const readReadiness = {
  operationId: 'readReadiness',
  tags: ['Operations'],
  summary: 'Whether it can upload',
  responses: {
    ...success('It can.', 'Health', { status: 'ok' }),
    ...refusals('method_not_allowed'),
    503: {
      description: 'It has no access token, or is shutting down.',
      content: {
        'application/json': {
          schema: refTo('Unready'),
          example: { status: 'unready', reason: 'no access token' },
        },
      },
    },
  },
}

export const readMetrics = {
  operationId: 'readMetrics',
  tags: ['Operations'],
  summary: 'Numbers for Prometheus',
  description: 'Not with `RELAY_METRICS=off`.',
  responses: {
    200: {
      description: 'Prometheus’ text format.',
      content: { 'text/plain': { schema: { type: 'string' } } },
    },
    ...refusals('method_not_allowed'),
  },
}
