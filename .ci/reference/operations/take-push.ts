/** `POST /dingtalk/callback` as OpenAPI's operation. */

import { refusals, success } from '../answers.ts'
import { query } from './query-parameter.ts'

export const takePush = {
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
