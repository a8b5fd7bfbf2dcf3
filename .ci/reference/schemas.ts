/**
 * The JSON that crosses the wire as JSON Schemas. Each names every field of its type in the contract, so
 * that neither can grow without the other.
 */

import { ERROR_CODES } from '../../packages/backend/src/contract/error-codes.ts'
import { MEDIA_RULES, MEDIA_TYPES } from '../../packages/backend/src/contract/rules.ts'
import type {
  ErrorAnswer,
  KnownAnswer,
  LoginAnswer,
  RulesAnswer,
  UploadAnswer,
} from '../../packages/backend/src/contract/wire.ts'

/** A JSON Schema, as far as we write them. */
export type Schema = Readonly<Record<string, unknown>>

type Properties<T> = { readonly [Name in keyof T]-?: Schema }

const mediaType = { type: 'string', enum: MEDIA_TYPES }

const answered: Properties<UploadAnswer> = {
  errcode: { const: 0 },
  errmsg: { const: 'ok' },
  type: mediaType,
  media_id: {
    type: 'string',
    description: 'What DingTalk knows the file by. It does not expire.',
    minLength: 1,
  },
  created_at: { type: 'integer', description: 'Milliseconds since 1970.' },
}

const known: Properties<KnownAnswer> = { ...answered, known: { const: true } }

const rules: Properties<RulesAnswer> = {
  types: {
    type: 'object',
    description: 'By media type. One that is switched off is left out.',
    properties: Object.fromEntries(
      Object.entries(MEDIA_RULES).map(([type, rule]) => [type, ruleSchema(rule)]),
    ),
    additionalProperties: false,
  },
  auth: { enum: ['grant', 'none'], description: 'Whether an upload needs a grant.' },
  known_media: { type: 'boolean', description: 'Whether `GET /media/known` can find anything.' },
}

const login: Properties<LoginAnswer> = {
  grant: { type: 'string', description: 'An upload grant: see docs/grants.md.' },
  expires_at: { type: 'integer', description: 'Milliseconds since 1970.' },
}

const error: Properties<ErrorAnswer> = {
  errcode: {
    type: 'integer',
    description: "DingTalk's number for the same thing where it has one, else -1.",
  },
  errmsg: { type: 'string', description: 'For a developer, in English.' },
  code: { type: 'string', enum: Object.keys(ERROR_CODES), description: 'The stable name of the error.' },
  retriable: { type: 'boolean', description: 'Whether the same request may succeed later.' },
  request_id: { type: 'string', description: 'As in `X-Request-Id`, and in the relay’s log.' },
  details: { type: 'object', description: 'What a program can use, such as `max_bytes` or `formats`.' },
}

export const SCHEMAS = {
  UploadAnswer: closed(answered),
  KnownAnswer: closed(known),
  RulesAnswer: closed(rules),
  LoginAnswer: closed(login),
  Error: closed(error, ['details']),
  Health: closed({ status: { const: 'ok' } }),
  Unready: closed({ status: { const: 'unready' }, reason: { type: 'string' } }),
  SealedReply: closed({
    msg_signature: { type: 'string' },
    timeStamp: { type: 'string' },
    nonce: { type: 'string' },
    encrypt: { type: 'string', description: '`success`, encrypted for DingTalk.' },
  }),
} as const satisfies Record<string, Schema>

/** A reference to one of them. */
export function refTo(name: keyof typeof SCHEMAS): Schema {
  return { $ref: `#/components/schemas/${name}` }
}

function closed(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', properties, required, additionalProperties: false }
}

function ruleSchema({
  maxBytes,
  formats,
}: {
  readonly maxBytes: number
  readonly formats: readonly string[]
}) {
  return closed({
    max_bytes: { type: 'integer', maximum: maxBytes },
    formats: { type: 'array', items: { enum: formats }, uniqueItems: true },
  })
}
