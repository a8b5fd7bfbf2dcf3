/**
 * The relay, as its own command line runs it. What would rightly slow a stranger down (pace,
 * rates, slots) is off: all load comes from one address here.
 */

import { pathToFileURL } from 'node:url'
import { signGrant } from '@dt-media/backend/grants'
import type { Subject } from './subject.ts'

const GRANT_SECRET = 'a benchmark has no secret to keep: 0123456789'

/** An older version refuses a setting that it does not know: it is left out there. */
const UNBOUND: Readonly<Record<string, string>> = {
  RELAY_MAX_UPLOADS: '100000',
  RELAY_MAX_UPLOADS_PER_SUBJECT: '100000',
  RELAY_UPLOADS_PER_MINUTE: '0',
  RELAY_PACE: '0',
  RELAY_KNOWN_MEDIA: 'off',
  RELAY_LOG_LEVEL: 'error',
}

export interface OursOptions {
  readonly name: string
  readonly summary: string
  readonly way: 'raw' | 'form'
  /** Whether uploads come under a grant. */
  readonly granted?: boolean
  readonly settings?: Readonly<Record<string, string>>
  /** The command line's file, of this version or another. */
  readonly mainFile: string
}

/** The relay, in one of its ways. */
export async function ours(options: OursOptions): Promise<Subject> {
  const { name, summary, way, granted = false, settings = {}, mainFile } = options
  const known = await settingsOf(mainFile)
  const wanted = { ...UNBOUND, ...settings }
  const unknown = Object.keys(settings).filter((setting) => !known.has(setting))
  const authorization = granted ? await bearer() : undefined
  return {
    name,
    summary,
    way,
    headers: authorization === undefined ? {} : { Authorization: authorization },
    missing: unknown.length > 0 ? `it has no ${unknown.join(', ')} yet` : undefined,
    command: ({ port, upstream, certFile }) => ({
      command: process.execPath,
      args: ['--conditions=@dt-media/source', mainFile, 'serve'],
      env: {
        ...Object.fromEntries(Object.entries(wanted).filter(([setting]) => known.has(setting))),
        DINGTALK_OAPI_URL: upstream,
        DINGTALK_API_URL: upstream,
        DINGTALK_APP_KEY: 'bench',
        DINGTALK_APP_SECRET: 'bench',
        HOST: '127.0.0.1',
        PORT: String(port),
        NODE_EXTRA_CA_CERTS: certFile,
        ...(granted ? { RELAY_GRANT_SECRET: GRANT_SECRET } : { RELAY_AUTH: 'none' }),
      },
    }),
  }
}

async function settingsOf(mainFile: string): Promise<ReadonlySet<string>> {
  const extension = mainFile.slice(mainFile.lastIndexOf('.'))
  const module = await import(new URL(`settings${extension}`, pathToFileURL(mainFile)).href)
  return new Set(Object.keys(module.SETTINGS))
}

async function bearer(): Promise<string> {
  return `Bearer ${await signGrant({ sub: 'bench' }, { secret: GRANT_SECRET, expiresInMs: 3_600_000 })}`
}
