/**
 * `dt-media grant`: signs an upload grant, for trying a relay out and for scripts. A grant for
 * each of a page's users is your server's to sign: see docs/grants.md.
 */

import { isMediaType, MEDIA_TYPES, type MediaType } from '../contract/index.ts'
import { signGrant } from '../grants/index.ts'
import { duration, origin, type ParseSetting, whole } from './parse-setting.ts'
import { type Environment, readSetting, SettingsError } from './read-settings.ts'

export interface GrantFlags {
  readonly sub?: string | undefined
  readonly type?: readonly string[] | undefined
  readonly 'max-bytes'?: string | undefined
  readonly 'max-uploads'?: string | undefined
  readonly origin?: string | undefined
  readonly expires?: string | undefined
}

const TEN_MINUTES_MS = 600_000

/** Prints a grant and nothing else, so that a script can take it. */
export async function grant(flags: GrantFlags, environment: Environment): Promise<number> {
  const [secret] = readSetting('RELAY_GRANT_SECRET', environment) ?? []
  const maxLifeMs = readSetting('RELAY_GRANT_MAX_LIFE', environment)
  if (!secret) {
    throw new SettingsError(['RELAY_GRANT_SECRET is missing. Give the one that the relay has.'])
  }
  if (!flags.sub) throw new TypeError('--sub is missing: who may upload?')

  const read = <T>(name: Exclude<keyof GrantFlags, 'type'>, parse: ParseSetting<T>): T | undefined => {
    const value = flags[name]
    return value === undefined ? undefined : parsed(`--${name}`, value, parse)
  }
  const expiresInMs = read('expires', duration) ?? Math.min(TEN_MINUTES_MS, maxLifeMs)
  if (expiresInMs > maxLifeMs) {
    throw new TypeError(
      '--expires is longer than RELAY_GRANT_MAX_LIFE, 1h by default: the relay would refuse the grant',
    )
  }
  const claims = {
    sub: flags.sub,
    types: flags.type?.map((type) => parsed('--type', type, mediaType)),
    maxBytes: read('max-bytes', whole(1, Number.MAX_SAFE_INTEGER)),
    maxUploads: read('max-uploads', whole(1, Number.MAX_SAFE_INTEGER)),
    origin: read('origin', origin),
  }
  console.log(await signGrant(claims, { secret, expiresInMs }))
  return 0
}

function parsed<T>(name: string, value: string, parse: ParseSetting<T>): T {
  try {
    return parse(value)
  } catch (error) {
    throw new TypeError(`${name} ${error instanceof Error ? error.message : 'is wrong'}`)
  }
}

const mediaType: ParseSetting<MediaType> = (value) => {
  if (!isMediaType(value)) throw new Error(`takes ${MEDIA_TYPES.join(', ')}`)
  return value
}
