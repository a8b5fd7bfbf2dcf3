/** A parameter of a query, as OpenAPI has it. */

import { MEDIA_TYPES } from '../../../packages/backend/src/contract/rules.ts'
import type { Schema } from '../schemas.ts'

/** What an operation may be asked with. */
export const query = (
  name: string,
  description: string,
  schema: Schema = { type: 'string' },
  required = false,
) => ({
  ...{ name, in: 'query', required, description, schema },
})

/** The media types, and `auto`. */
export const uploadType: Schema = {
  type: 'string',
  enum: [...MEDIA_TYPES, 'auto'],
  description: '`auto`: the type whose formats hold this file’s.',
}
