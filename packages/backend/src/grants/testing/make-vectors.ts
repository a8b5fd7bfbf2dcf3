/**
 * Makes `docs/grant-vectors.json`, for whoever mints or verifies grants in another language. Run it with
 * node, then format the file. Secrets and clock are fixed, so it makes the same vectors every time.
 */

import { writeFileSync } from 'node:fs'
import { encodePart, forgeToken, HS256 } from './forge-token.ts'

export interface GrantVector {
  readonly name: string
  readonly token: string
  readonly secrets: readonly string[]
  /** Milliseconds since 1970. */
  readonly nowMs: number
  readonly maxLifeMs: number
  /** The claims that count, or the code of the refusal. */
  readonly expect: { readonly claims: object } | { readonly code: string }
}

export const VECTORS_FILE = new URL('../../../../../docs/grant-vectors.json', import.meta.url)

const NEW = 'an example secret, the newer one, 32+ bytes'
const OLD = 'an example secret, the older one, 32+ bytes'
const STRANGE = 'a secret that the relay has never heard of'

const NOW = 1_750_000_000
const HOUR = 3600
const PLAIN = { aud: 'dt-media', sub: 'user-1', iat: NOW, exp: NOW + 600 }
const FULL = {
  ...PLAIN,
  nbf: NOW - 5,
  jti: '0b9d6c1e',
  types: ['image', 'file'],
  formats: ['jpg', 'png', 'pdf'],
  max_bytes: 5_000_000,
  max_uploads: 3,
  origin: 'https://app.example.com',
  corp: 'ding0123456789',
  sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
}

type Claims = Readonly<Record<string, unknown>>
type Row = readonly [name: string, claims: unknown, expected?: Claims]

const VALID: readonly Row[] = [
  ['the required claims alone', PLAIN],
  ['every claim', FULL],
  ['our audience among others', { ...PLAIN, aud: ['other', 'dt-media'] }, PLAIN],
  ['claims that mean nothing to the relay', { ...PLAIN, iss: 'app', name: 'Ann', scope: null }, PLAIN],
  ['no types, which allows nothing', { ...PLAIN, types: [] }],
  [
    'formats in other spellings',
    { ...PLAIN, formats: ['JPEG', 'Png'] },
    { ...PLAIN, formats: ['jpg', 'png'] },
  ],
  [
    'a SHA-256 in capitals',
    { ...PLAIN, sha256: FULL.sha256.toUpperCase() },
    { ...PLAIN, sha256: FULL.sha256 },
  ],
  ['times with fractions', { ...PLAIN, iat: NOW - 0.5, exp: NOW + 0.5 }],
  ['a name beyond ASCII', { ...PLAIN, sub: '用户-1' }],
  ['a subject of 256 characters', { ...PLAIN, sub: 's'.repeat(256) }],
  ['a life of exactly one hour', { ...PLAIN, exp: NOW + HOUR }],
  ['expired 29 seconds ago', { ...PLAIN, iat: NOW - 600, exp: NOW - 29 }],
  ['issued 30 seconds ahead', { ...PLAIN, iat: NOW + 30 }],
  ['not before 30 seconds ahead', { ...PLAIN, nbf: NOW + 30 }],
]

const INVALID: readonly Row[] = [
  ['another audience', { ...PLAIN, aud: 'other' }],
  ['an audience that only begins like ours', { ...PLAIN, aud: 'dt-media-2' }],
  ['audiences without ours', { ...PLAIN, aud: ['other'] }],
  ['audiences that are not all texts', { ...PLAIN, aud: ['dt-media', 1] }],
  ['no audience', { ...PLAIN, aud: undefined }],
  ['no subject', { ...PLAIN, sub: undefined }],
  ['an empty subject', { ...PLAIN, sub: '' }],
  ['a number as subject', { ...PLAIN, sub: 1 }],
  ['a subject of 257 characters', { ...PLAIN, sub: 's'.repeat(257) }],
  ['no iat', { ...PLAIN, iat: undefined }],
  ['iat as a text', { ...PLAIN, iat: String(NOW) }],
  ['no exp', { ...PLAIN, exp: undefined }],
  ['exp as a text', { ...PLAIN, exp: String(NOW + 600) }],
  ['exp beyond any number', JSON.stringify(PLAIN).replace(`${NOW + 600}`, '1e999')],
  ['a life of one second over an hour', { ...PLAIN, exp: NOW + HOUR + 1 }],
  ['exp before iat', { ...PLAIN, exp: NOW - 1 }],
  ['issued 31 seconds ahead', { ...PLAIN, iat: NOW + 31 }],
  ['issued 31 seconds ahead, valid from now', { ...PLAIN, iat: NOW + 31, nbf: NOW }],
  ['not before 31 seconds ahead', { ...PLAIN, nbf: NOW + 31 }],
  ['nbf as a text', { ...PLAIN, nbf: String(NOW) }],
  ['an empty jti', { ...PLAIN, jti: '' }],
  ['types as a text', { ...PLAIN, types: 'image' }],
  ['a type that does not exist', { ...PLAIN, types: ['image', 'audio'] }],
  ['a type named like a member of every object', { ...PLAIN, types: ['constructor'] }],
  ['formats as a text', { ...PLAIN, formats: 'png' }],
  ['a format that DingTalk does not take', { ...PLAIN, formats: ['webp'] }],
  ['max_bytes of 0', { ...PLAIN, max_bytes: 0 }],
  ['max_bytes as a text', { ...PLAIN, max_bytes: '1000' }],
  ['max_bytes with a fraction', { ...PLAIN, max_bytes: 1.5 }],
  ['max_bytes null', { ...PLAIN, max_bytes: null }],
  ['max_uploads without jti', { ...PLAIN, max_uploads: 1 }],
  ['max_uploads of 0', { ...PLAIN, jti: 'j', max_uploads: 0 }],
  ['an origin with a path', { ...PLAIN, origin: 'https://app.example.com/' }],
  ['an origin in capitals', { ...PLAIN, origin: 'https://APP.example.com' }],
  ['the origin null', { ...PLAIN, origin: 'null' }],
  ['origins as an array', { ...PLAIN, origin: ['https://app.example.com'] }],
  ['an empty corp', { ...PLAIN, corp: '' }],
  ['a SHA-256 one digit short', { ...PLAIN, sha256: FULL.sha256.slice(1) }],
  ['an array for claims', [PLAIN]],
  ['null for claims', 'null'],
  ['a number for claims', 1],
  ['claims that are not UTF-8', Buffer.from(JSON.stringify({ ...PLAIN, sub: '\xff' }), 'latin1')],
  ['claims that are not JSON', '{"aud":'],
]

/** Every vector, always the same. */
export function makeVectors(): GrantVector[] {
  const token = forgeToken({ secret: NEW, payload: PLAIN })
  const [header = '', payload = '', signature = ''] = token.split('.')
  const settings = { secrets: [NEW, OLD], nowMs: NOW * 1000, maxLifeMs: HOUR * 1000 }
  const valid = (name: string, text: string, claims: object): GrantVector => {
    return { name, token: text, ...settings, expect: { claims } }
  }
  const refused = (name: string, text: string, code = 'grant_invalid'): GrantVector => {
    return { name, token: text, ...settings, expect: { code } }
  }
  const forged = (name: string, changes: Partial<Parameters<typeof forgeToken>[0]>): GrantVector => {
    return refused(name, forgeToken({ secret: NEW, payload: PLAIN, ...changes }))
  }
  const expired = { ...PLAIN, iat: NOW - 600, exp: NOW - 31 }

  return [
    ...VALID.map(([name, claims, expected]) =>
      valid(name, forgeToken({ secret: NEW, payload: claims }), expected ?? (claims as Claims)),
    ),
    valid('signed with the older secret', forgeToken({ secret: OLD, payload: PLAIN }), PLAIN),
    valid(
      'no typ in the header',
      forgeToken({ secret: NEW, payload: PLAIN, header: { alg: 'HS256' } }),
      PLAIN,
    ),
    {
      ...valid(
        'a life of a minute where a minute is allowed',
        forgeToken({ secret: NEW, payload: { ...PLAIN, exp: NOW + 60 } }),
        { ...PLAIN, exp: NOW + 60 },
      ),
      maxLifeMs: 60_000,
    },
    refused('expired 31 seconds ago', forgeToken({ secret: NEW, payload: expired }), 'grant_expired'),
    refused('expired, and signed by a stranger', forgeToken({ secret: STRANGE, payload: expired })),
    refused(
      'expired, and for another audience',
      forgeToken({ secret: NEW, payload: { ...expired, aud: 'other' } }),
    ),
    refused('nothing at all', '', 'grant_missing'),
    ...INVALID.map(([name, claims]) => refused(name, forgeToken({ secret: NEW, payload: claims }))),
    forged('signed by a stranger', { secret: STRANGE }),
    forged('alg none, though signed', { header: { alg: 'none' } }),
    forged('alg in lower case', { header: { alg: 'hs256' } }),
    forged('alg empty', { header: { alg: '' } }),
    forged('no alg', { header: { typ: 'JWT' } }),
    forged('alg RS256 over an HMAC', { header: { alg: 'RS256' } }),
    forged('HS512', { header: { alg: 'HS512' }, hash: 'sha512' }),
    forged('an HMAC of SHA-512 that is called HS256', { hash: 'sha512' }),
    forged('a critical extension', { header: { ...HS256, crit: ['exp'], exp: 1 } }),
    forged('a header that is not JSON', { header: '{"alg"' }),
    refused('alg none without a signature', `${encodePart({ alg: 'none' })}.${payload}.`),
    refused('no signature', `${header}.${payload}.`),
    refused('no third part', `${header}.${payload}`),
    refused('a fourth part', `${token}.`),
    refused('a signature cut by one character', token.slice(0, -1)),
    refused('a signature with an A after it', `${token}A`),
    refused(
      'a signature with another character of the same bits',
      `${header}.${payload}.${sameBits(signature)}`,
    ),
    refused('a signature with padding', `${token}=`),
    refused(
      'the claims of another grant',
      `${header}.${encodePart({ ...PLAIN, sub: 'user-2' })}.${signature}`,
    ),
    refused('a line break in the middle', `${header}.${payload}\n.${signature}`),
    refused('more than 4 KiB', forgeToken({ secret: NEW, payload: { ...PLAIN, padding: 'x'.repeat(3000) } })),
  ]
}

/** The same 32 bytes, by a last character that differs in the two bits left over. */
function sameBits(signature: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return signature.slice(0, -1) + alphabet.charAt(alphabet.indexOf(signature.slice(-1)) + 1)
}

if (import.meta.main) writeFileSync(VECTORS_FILE, `${JSON.stringify(makeVectors(), undefined, 2)}\n`)
