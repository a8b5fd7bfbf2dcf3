/**
 * What makes a request wrong whatever its body is: each flaw alone is enough for a 4xx.
 */

import type { Random } from '../random.ts'
import { makeFalseFile } from './content.ts'
import type { RequestDraft, RequestFacts } from './request-draft.ts'

/** Makes a right request wrong; what it changes replaces what was there. */
export type HeaderFlaw = (draft: RequestDraft, random: Random, facts: RequestFacts) => Partial<RequestDraft>

const without = (headers: readonly string[], name: string) =>
  headers.filter((line) => !line.toLowerCase().startsWith(`${name}:`))

const typedAs =
  (contentType: string): HeaderFlaw =>
  ({ headers, query }) => ({
    headers: [...without(headers, 'content-type'), `Content-Type: ${contentType}`],
    query: query.filter(([name]) => name !== 'filename'),
  })

export const HEADER_FLAWS: Readonly<Record<string, HeaderFlaw>> = {
  'a foreign origin': ({ headers }, random) => ({
    headers: [
      ...headers,
      `Origin: ${random.pick(['https://evil.example', 'null', '', 'http://relay.evil', 'HTTP://RELAY'])}`,
    ],
  }),
  'a compressed body': ({ headers }, random) => ({
    headers: [...headers, `Content-Encoding: ${random.pick(['gzip', 'br', 'deflate, gzip', 'x'])}`],
  }),
  'a content type of neither kind': (draft, random, facts) =>
    typedAs(
      random.pick([
        'multipart/mixed; boundary=x',
        'multipart/related',
        'multipart/form-data2',
        'application/json',
        'text/plain',
      ]),
    )(draft, random, facts),
  'no boundary': (draft, random, facts) =>
    typedAs(
      random.pick([
        'multipart/form-data',
        'multipart/form-data; boundary',
        'multipart/form-data; boundary=',
        'multipart/form-data; boundary=""',
        'multipart/form-data; boundary="x',
        'multipart/form-data; boundary="x "',
        'multipart/form-data; boundary=x; boundary=x',
        'multipart/form-data; boundary*=x',
        'multipart/form-data; boundary=x; boundary*0=x',
        `multipart/form-data; boundary=${'x'.repeat(71)}`,
        'multipart/form-data, boundary=x',
      ]),
    )(draft, random, facts),
  'a query that names its type twice': ({ query }) => ({
    query: [...query, ['type', 'file'], ['type', 'file']],
  }),
  'an unknown type in the query': ({ query }, random) => ({
    query: [
      ...query.filter(([name]) => name !== 'type'),
      ['type', random.pick(['', 'IMAGE', '__proto__', 'image\0', 'i'])],
    ],
  }),
  'a broken grant': ({ headers }, random, { auth, grant }) =>
    auth === 'none'
      ? { headers: [...headers, 'Origin: https://evil.example'] }
      : {
          headers: [
            ...without(headers, 'authorization'),
            `Authorization: Bearer ${brokenGrant(grant, random)}`,
          ],
        },
  'a wrong file': ({ headers }, random) => {
    const { bytes, mediaType, extension } = makeFalseFile(random)
    return {
      headers: [...without(headers, 'content-type'), 'Content-Type: x'],
      query: [
        ['type', mediaType],
        ['filename', `a.${extension}`],
      ],
      body: bytes,
    }
  },
}

/** One character of the signature is another, or the algorithm or a part is gone. */
function brokenGrant(grant: string, random: Random): string {
  const at = grant.length - 2 - random.below(30)
  const other = grant[at] === 'A' ? 'B' : 'A'
  return random.pick([
    `${grant.slice(0, at)}${other}${grant.slice(at + 1)}`,
    grant.slice(0, grant.lastIndexOf('.') + 1),
    grant.slice(1),
    `${grant} ${grant}`,
    'x'.repeat(5000),
    'eyJhbGciOiJub25lIn0.e30.',
  ])
}
