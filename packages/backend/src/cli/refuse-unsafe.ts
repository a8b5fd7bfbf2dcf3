/**
 * Switches of Node's that would undo what the relay promises: they show secrets or stop
 * checking whom we talk to. With one of them on it does not start.
 */

import { type Environment, SettingsError } from './read-settings.ts'

/** Throws a {@link SettingsError} that names each of them. */
export function refuseUnsafe(environment: Environment, nodeFlags: readonly string[]): void {
  const flags = [...nodeFlags, environment.NODE_OPTIONS ?? ''].join(' ')
  const problems: string[] = []
  if (environment.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    problems.push(
      "NODE_TLS_REJECT_UNAUTHORIZED=0 lets anyone pose as DingTalk and take the app's secret. Unset it; for a proxy's own authority use NODE_EXTRA_CA_CERTS.",
    )
  }
  // These write URLs and headers to stderr, and with them access tokens and grants.
  if (/\b(https?|http2|undici|fetch|tls|net|stream)\b|\*/i.test(environment.NODE_DEBUG ?? '')) {
    problems.push('NODE_DEBUG would write access tokens to the log. Unset it; use RELAY_LOG_LEVEL=debug.')
  }
  for (const [flag, why] of [
    ['--insecure-http-parser', 'opens the relay to request smuggling'],
    ['--tls-keylog', 'writes down the keys of every connection'],
    ['--trace-tls', 'writes TLS traffic to stderr'],
  ] as const) {
    if (flags.includes(flag)) problems.push(`${flag} ${why}. Start Node without it.`)
  }
  if (problems.length > 0) throw new SettingsError(problems)
}
