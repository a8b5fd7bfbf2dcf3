/**
 * What is allowed and should still be looked at. One line each when the relay starts; no
 * line holds a secret.
 */

import { statSync } from 'node:fs'
import { isIP } from 'node:net'
import { DINGTALK_HOSTS } from '../dingtalk/hosts.ts'
import { type Environment, fileOf } from './read-settings.ts'
import { SETTINGS, type Setting, type Settings } from './settings.ts'

/** Everything about these settings that an operator should know. */
export function startupWarnings(settings: Settings, given: Environment): readonly string[] {
  const warnings = worldReadable(given).map(
    (name) => `${name} names a file that every user of this machine can read. chmod 600 it.`,
  )
  if (settings.RELAY_AUTH === 'none' && !isLoopback(settings.HOST)) {
    warnings.push(
      `RELAY_AUTH=none on HOST=${settings.HOST}: anyone who reaches this port uploads in your organisation's name and on its quota. Set RELAY_GRANT_SECRET.`,
    )
  }
  if (settings.RELAY_ALLOWED_ORIGINS.includes('*')) {
    warnings.push('RELAY_ALLOWED_ORIGINS=*: any page that has a grant may use the relay.')
  }
  const known = Object.values(DINGTALK_HOSTS).flatMap((hosts) => Object.values<string>(hosts))
  for (const name of ['DINGTALK_OAPI_URL', 'DINGTALK_API_URL'] as const) {
    const url = settings[name]
    if (url === undefined || known.includes(url)) continue
    warnings.push(`${name} is not DingTalk's: the app's secret and all files go to ${url}.`)
  }
  return warnings
}

/** The settings whose secret stands in a file that others may read. */
function worldReadable(given: Environment): string[] {
  return Object.entries<Setting<unknown>>(SETTINGS)
    .filter(([, { secret }]) => secret)
    .filter(([name]) => {
      const path = fileOf(name, given)
      return path !== undefined && ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o004) !== 0
    })
    .map(([name]) => `${name}_FILE`)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}
