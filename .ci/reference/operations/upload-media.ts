/** `POST /media/upload` as OpenAPI's operation. */

import { refusals, success } from '../answers.ts'
import { query, uploadType } from './query-parameter.ts'
import { GRANT_REFUSALS, UPSTREAM_REFUSALS } from './shared-refusals.ts'
import { GRANT, UPLOADED } from './upload-answer.ts'

export const uploadMedia = {
  operationId: 'uploadMedia',
  tags: ['Media'],
  summary: 'Upload one file',
  description:
    'The file streams through to DingTalk: as the body itself, or as the last part of a form. The grant comes as ' +
    '`Authorization: Bearer`; a plain form may carry it as the field `grant`, before `media`.',
  security: GRANT,
  parameters: [
    query('type', 'The media type. A form may have it as a field instead.', uploadType),
    query(
      'filename',
      'The file’s name, percent-encoded UTF-8: needed where the file is the body itself; in a form it wins over the one there. A missing extension is added.',
    ),
    query('access_token', 'The grant; only with `RELAY_GRANT_IN_QUERY=on`, for clients made for DingTalk.'),
  ],
  requestBody: {
    required: true,
    content: {
      'application/octet-stream': {
        schema: { description: 'The file itself, under any content type but multipart.' },
      },
      'multipart/form-data': {
        schema: {
          type: 'object',
          properties: {
            type: uploadType,
            grant: { type: 'string', description: 'The grant, where no header can carry it.' },
            media: { description: 'The file, with its name. It is the last part.' },
          },
          required: ['media'],
        },
      },
    },
  },
  responses: {
    ...success('DingTalk has the file.', 'UploadAnswer', UPLOADED),
    ...refusals(
      ...(['malformed_body', 'media_not_last', 'type_not_allowed', 'empty', 'unsupported_body'] as const),
      ...(['format_not_allowed', 'content_mismatch', 'too_large', 'length_required'] as const),
      ...GRANT_REFUSALS,
      ...([
        'too_many_uploads',
        'overloaded',
        'client_timeout',
        'token_rejected',
        ...UPSTREAM_REFUSALS,
      ] as const),
      ...(['store_unavailable', 'method_not_allowed', 'internal'] as const),
    ),
  },
}
