/**
 * Reads whom an auth code is to name from JSON. A field that is misspelt is told, as with faults: else it
 * would name somebody else without a word.
 */

export interface AuthCodeRequest {
  readonly userid?: string
  readonly name?: string
  readonly corp_id?: string
}

const FIELDS = ['userid', 'name', 'corp_id']

/** Whom this text names, the usual user for an empty text; or what is wrong with it. */
export function readAuthCodeRequest(text: string): AuthCodeRequest | { readonly error: string } {
  let request: unknown
  try {
    request = JSON.parse(text || '{}')
  } catch {
    return { error: 'Not JSON' }
  }
  if (typeof request !== 'object' || request === null || Array.isArray(request))
    return { error: 'A user is an object' }
  for (const [name, value] of Object.entries(request)) {
    if (!FIELDS.includes(name)) {
      return { error: `A user has no field ${name}; its fields are ${FIELDS.join(', ')}` }
    }
    if (typeof value !== 'string' || value === '')
      return { error: `A user's ${name} cannot be ${JSON.stringify(value)}` }
  }
  return request
}
