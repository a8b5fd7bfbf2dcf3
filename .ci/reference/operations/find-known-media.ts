/** `GET /media/known` as OpenAPI's operation. */

import { refusals, success } from '../answers.ts'
import { query, uploadType } from './query-parameter.ts'
import { GRANT_REFUSALS } from './shared-refusals.ts'
import { GRANT, UPLOADED } from './upload-answer.ts'

export const findKnownMedia = {
  operationId: 'findKnownMedia',
  tags: ['Media'],
  summary: 'Ask whether a file needs no upload',
  description: 'Found is only what the same subject uploaded before, under this name and type.',
  security: GRANT,
  parameters: [
    query('type', 'The media type.', uploadType, true),
    query('filename', 'As for the upload.', { type: 'string' }, true),
    query('sha256', 'Of the file, in hex.', { type: 'string', pattern: '^[0-9a-fA-F]{64}$' }, true),
  ],
  responses: {
    ...success('DingTalk has it already.', 'KnownAnswer', { ...UPLOADED, known: true }),
    ...refusals(
      ...(['malformed_body', 'type_not_allowed', 'format_not_allowed', 'too_large'] as const),
      ...GRANT_REFUSALS,
      ...([
        'unknown_media',
        'too_many_uploads',
        'store_unavailable',
        'method_not_allowed',
        'internal',
      ] as const),
    ),
  },
}
