/**
 * What an upload grant allows, and its claims on the wire. Whatever is wrong with a known claim
 * makes the whole grant invalid: to overlook a limit would mean to allow more than was signed.
 * Claims we do not know are passed over, for every JWT library adds some of its own.
 */

import { extensionOf, isMediaType, type MediaType, mediaTypeOf } from '../contract/index.ts'
import { MediaError } from '../errors.ts'

/** A short-lived, signed leave to upload. A limit that is left out does not limit. */
export interface Grant {
  /** Who may upload: whatever name the issuer has for the user. */
  readonly sub: string
  /** Milliseconds since 1970. */
  readonly issuedAt: number
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  /** Milliseconds since 1970. */
  readonly notBefore?: number | undefined
  /** What uses are counted under. */
  readonly jti?: string | undefined
  readonly types?: readonly MediaType[] | undefined
  readonly formats?: readonly string[] | undefined
  /** The largest file. */
  readonly maxBytes?: number | undefined
  readonly maxUploads?: number | undefined
  /** The one page origin that may use it. */
  readonly origin?: string | undefined
  /** The corp to upload for. */
  readonly corp?: string | undefined
  /** The one file it is for: its SHA-256 in hex, lower case. */
  readonly sha256?: string | undefined
}

/** The audience that makes a JWT an upload grant. */
export const AUDIENCE = 'dt-media'

const CLAIM_NAMES = {
  sub: 'sub',
  issuedAt: 'iat',
  expiresAt: 'exp',
  notBefore: 'nbf',
  jti: 'jti',
  types: 'types',
  formats: 'formats',
  maxBytes: 'max_bytes',
  maxUploads: 'max_uploads',
  origin: 'origin',
  corp: 'corp',
  sha256: 'sha256',
} as const satisfies Record<keyof Grant, string>

/** The claims of a grant. Throws a `TypeError` on a member that is none of a grant's, such as a misspelt limit. */
export function encodeGrant(grant: Grant): Record<string, unknown> {
  const claims: Record<string, unknown> = { aud: AUDIENCE }
  for (const [member, value] of Object.entries(grant)) {
    if (!Object.hasOwn(CLAIM_NAMES, member)) throw new TypeError(`A grant has no "${member}"`)
    const name = CLAIM_NAMES[member as keyof Grant]
    if (value !== undefined) claims[name] = TIMES.has(name) ? value / 1000 : value
  }
  return claims
}

const TIMES: ReadonlySet<string> = new Set(['iat', 'exp', 'nbf'])

/** The grant that these claims are. Throws `grant_invalid` unless every known claim is as it must be. */
export function decodeGrant(payload: unknown): Grant {
  // Whatever has no such members, an array or a text, lacks what is required.
  const claims = (payload ?? {}) as Readonly<Record<string, unknown>>

  function optional<T>(name: string, is: (value: unknown) => value is T): T | undefined {
    const value = claims[name]
    if (value === undefined) return undefined
    if (!is(value)) throw new MediaError('grant_invalid', `The grant's "${name}" is not what it must be`)
    return value
  }

  function required<T>(name: string, is: (value: unknown) => value is T): T {
    const value = optional(name, is)
    if (value === undefined) throw new MediaError('grant_invalid', `The grant has no "${name}"`)
    return value
  }

  required('aud', isOurAudience)
  const notBefore = optional('nbf', isTime)
  const grant: Grant = {
    sub: required('sub', isName),
    issuedAt: required('iat', isTime) * 1000,
    expiresAt: required('exp', isTime) * 1000,
    notBefore: notBefore === undefined ? undefined : notBefore * 1000,
    jti: optional('jti', isName),
    types: optional('types', isMediaTypes),
    formats: optional('formats', isFormats)?.map(plainFormat),
    maxBytes: optional('max_bytes', isCount),
    maxUploads: optional('max_uploads', isCount),
    origin: optional('origin', isOrigin),
    corp: optional('corp', isName),
    sha256: optional('sha256', isSha256)?.toLowerCase(),
  }
  if (grant.maxUploads !== undefined) required('jti', isName)
  if (grant.expiresAt <= grant.issuedAt) {
    throw new MediaError('grant_invalid', 'The grant ends before it begins')
  }
  return grant
}

function isOurAudience(value: unknown): value is string | readonly string[] {
  return value === AUDIENCE || (isTexts(value) && value.includes(AUDIENCE))
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 256
}

/** Seconds since 1970, as RFC 7519 has it: fractions may be. */
function isTime(value: unknown): value is number {
  return Number.isFinite(value)
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

function isMediaTypes(value: unknown): value is readonly MediaType[] {
  return Array.isArray(value) && value.every(isMediaType)
}

function isFormats(value: unknown): value is readonly string[] {
  return isTexts(value) && value.every((format) => mediaTypeOf(plainFormat(format)) !== undefined)
}

function plainFormat(format: string): string {
  return extensionOf(`.${format}`)
}

/** As browsers send it in `Origin`; never `null`, which every sandboxed page shares. */
function isOrigin(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value
}

function isSha256(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/i.test(value)
}
