/**
 * Reads what to push from JSON. A field that is misspelt is told, as with faults.
 */

import { PUSH_EVENTS } from './push-message.ts'
import type { PushRequest } from './pushes.ts'

const FIELDS: { readonly [Name in keyof PushRequest]-?: (value: unknown) => boolean } = {
  event: (value) => PUSH_EVENTS.some((event) => event === value),
  url: (value) => typeof value === 'string' && (value === '' || /^https?:\/\//.test(value)),
  again: (value) => typeof value === 'boolean',
  attempts: (value) => Number.isInteger(value) && Number(value) > 0,
  rowAs: (value) => value === 'text' || value === 'object',
}

/** The push that this text asks for, the usual one for an empty text; or what is wrong with it. */
export function readPushRequest(text: string): PushRequest | { readonly error: string } {
  let request: unknown
  try {
    request = JSON.parse(text || '{}')
  } catch {
    return { error: 'Not JSON' }
  }
  if (typeof request !== 'object' || request === null || Array.isArray(request))
    return { error: 'A push is an object' }
  for (const [name, value] of Object.entries(request)) {
    if (!Object.hasOwn(FIELDS, name)) {
      return { error: `A push has no field ${name}; its fields are ${Object.keys(FIELDS).join(', ')}` }
    }
    if (!FIELDS[name as keyof PushRequest](value))
      return { error: `A push's ${name} cannot be ${JSON.stringify(value)}` }
  }
  return request
}
