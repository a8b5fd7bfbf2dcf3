/** The relay's routes as OpenAPI's paths. */

import { MEDIA_RULES, MEDIA_TYPES } from '../../packages/backend/src/contract/rules.ts'
import { refusals, success } from './answers.ts'
import { refTo, type Schema } from './schemas.ts'

const UPLOADED = {
  errcode: 0,
  errmsg: 'ok',
  type: 'image',
  media_id: '@lALPev8V2EjE_ioUFA',
  created_at: 1605863153573,
}

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

const uploadType: Schema = {
  type: 'string',
  enum: [...MEDIA_TYPES, 'auto'],
  description: '`auto`: the type whose formats hold this file’s.',
}

const query = (name: string, description: string, schema: Schema = { type: 'string' }, required = false) => ({
  ...{ name, in: 'query', required, description, schema },
})

const GRANT = [{ grant: [] }, {}]

const UPSTREAM = [
  ...(['token_unavailable', 'upstream_unreachable', 'upstream_timeout', 'upstream_invalid'] as const),
  ...(['upstream_busy', 'upstream_refused'] as const),
] as const

const upload = {
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
      ...([
        'grant_missing',
        'grant_invalid',
        'grant_expired',
        'grant_exceeded',
        'origin_not_allowed',
      ] as const),
      ...(['too_many_uploads', 'overloaded', 'client_timeout', 'token_rejected', ...UPSTREAM] as const),
      ...(['store_unavailable', 'method_not_allowed', 'internal'] as const),
    ),
  },
}

const known = {
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
      ...([
        'grant_missing',
        'grant_invalid',
        'grant_expired',
        'grant_exceeded',
        'origin_not_allowed',
      ] as const),
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

const rules = {
  operationId: 'readRules',
  tags: ['Media'],
  summary: 'What the relay takes',
  description: 'Needs no grant and may be cached. MB is 2^20 bytes.',
  responses: {
    ...success('The rules in force.', 'RulesAnswer', RULES),
    ...refusals('origin_not_allowed', 'method_not_allowed', 'internal'),
  },
}

const login = {
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
      ...(['client_timeout', 'token_rejected', ...UPSTREAM, 'store_unavailable'] as const),
      ...(['method_not_allowed', 'internal'] as const),
    ),
  },
}

const callback = {
  operationId: 'takePush',
  tags: ['DingTalk'],
  summary: 'Take a push of DingTalk’s',
  description:
    'Only with `DINGTALK_CALLBACK_TOKEN` and `DINGTALK_CALLBACK_AES_KEY`. Verified, decrypted, answered encrypted.',
  parameters: [
    query('signature', 'DingTalk’s, or `msg_signature`.'),
    query('timestamp', 'Seconds or milliseconds since 1970, or `timeStamp`.'),
    query('nonce', 'DingTalk’s random text.', { type: 'string', maxLength: 256 }, true),
  ],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: { type: 'object', properties: { encrypt: { type: 'string' } }, required: ['encrypt'] },
      },
    },
  },
  responses: {
    ...success('Taken.', 'SealedReply', {
      ...{ msg_signature: '5a65ceeef9aab2d149439f82dc191dd6c5cbe2c0', timeStamp: '1768465800000' },
      ...{ nonce: 'nEXhMP4r', encrypt: '1a3NBxmCFwkCJvfoQ7WhJHB+iX3qHPsc9JbaDznE1i03peOk1LaOQoRz3+nlyGNh' },
    }),
    ...refusals(
      'malformed_body',
      'too_many_uploads',
      'client_timeout',
      'store_unavailable',
      'method_not_allowed',
      'internal',
    ),
  },
}

const health = {
  operationId: 'readHealth',
  tags: ['Operations'],
  summary: 'Whether the process lives',
  responses: { ...success('It does.', 'Health', { status: 'ok' }), ...refusals('method_not_allowed') },
}

const readiness = {
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

const metrics = {
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

export const PATHS = {
  '/media/upload': { post: upload },
  '/media/known': { get: known },
  '/media/rules': { get: rules },
  '/auth/dingtalk': { post: login },
  '/dingtalk/callback': { post: callback },
  '/healthz': { get: health },
  '/readyz': { get: readiness },
  '/metrics': { get: metrics },
} as const
