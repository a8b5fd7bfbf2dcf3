/**
 * What keeps a form from being exactly DingTalk's: one `type` field, then one `media` file, and nothing else.
 * The parser finds stray bytes; this finds stray parts.
 */

import { isMediaType } from '../contract/index.ts'
import type { FormPart, LenientForm } from './lenient-form.ts'

/** Everything a strict reader would mind about a form; empty for a clean one. */
export function findingsOf({ parts, findings }: LenientForm): readonly string[] {
  const named = (wanted: string) => parts.filter(({ name }) => name === wanted)
  const stray = parts.filter(({ name }) => name !== 'type' && name !== 'media')
  return [
    ...findings,
    ...countFindings('type', named('type')),
    ...countFindings('media', named('media')),
    ...stray.map(
      ({ name }) => `an unexpected part ${name === undefined ? 'without a name' : JSON.stringify(name)}`,
    ),
    ...named('type').flatMap(typeFindings),
    ...(named('media').some(({ filename }) => filename === undefined) ? ['media has no filename'] : []),
    ...(parts.at(-1)?.name === 'type' && parts.length > 1 ? ['type comes after media'] : []),
  ]
}

function countFindings(name: string, parts: readonly FormPart[]): string[] {
  if (parts.length === 1) return []
  return [parts.length === 0 ? `no part ${name}` : `${parts.length} parts ${name}`]
}

function typeFindings({ filename, body }: FormPart): string[] {
  const value = body.toString('utf8', 0, 40)
  return [
    ...(filename === undefined ? [] : ['type has a filename']),
    ...(isMediaType(value) && body.length === value.length ? [] : [`type is ${JSON.stringify(value)}`]),
  ]
}
