/**
 * Reads the settings from the environment, from files that it names (`NAME_FILE`, for
 * container secrets) and from a dotenv file. All problems come at once, in one error.
 */

import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { nearest } from '../nearest.ts'
import { SETTINGS, type Setting, type SettingName, type Settings } from './settings.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Everything that is wrong with the settings, a line each. No line holds a value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** The environment with a dotenv file under it: what stands in the environment wins, as everywhere. */
export function withEnvFile(environment: Environment, path: string | undefined): Environment {
  if (path === undefined) return environment
  try {
    // Editors on Windows begin a file with a byte order mark, which would be part of the first name.
    return { ...parseEnv(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')), ...environment }
  } catch (error) {
    throw new SettingsError([`--env-file ${path} cannot be read: ${reason(error)}.`])
  }
}

/** Reads and checks every setting. Throws a {@link SettingsError}. */
export function readSettings(given: Environment): Settings {
  const problems: string[] = []
  const settings: Record<string, unknown> = {}
  for (const name of Object.keys(SETTINGS) as SettingName[]) settings[name] = settingOf(name, given, problems)
  for (const name of Object.keys(given)) {
    if (/^(RELAY|DINGTALK)_/.test(name) && !(name.replace(/_FILE$/, '') in SETTINGS)) {
      problems.push(`${name} is not a setting.${suggestion(name)}`)
    }
  }
  // What is given but wrong has been told already.
  const wrong = (name: string) => problems.some((problem) => problem.startsWith(name))
  problems.push(...missing(settings).filter((problem) => !wrong(problem.split(' ', 1)[0] ?? '')))
  if (problems.length > 0) throw new SettingsError(problems)
  return settings as Settings
}

/** Reads and checks one setting alone. Throws a {@link SettingsError}. */
export function readSetting<N extends SettingName>(name: N, given: Environment): Settings[N] {
  const problems: string[] = []
  const value = settingOf(name, given, problems)
  if (problems.length > 0) throw new SettingsError(problems)
  return value as Settings[N]
}

function settingOf(name: SettingName, given: Environment, problems: string[]): unknown {
  const setting: Setting<unknown> = SETTINGS[name]
  const value = textOf(name, given, problems) ?? setting.default
  // Copied from a page as it stands there: it would start, and each upload would fail.
  if (value?.trim() === '…') {
    problems.push(`${name} is still the … that pages leave to their readers. Put your own there.`)
    return undefined
  }
  try {
    return value === undefined ? undefined : setting.parse(value)
  } catch (error) {
    problems.push(`${name} ${error instanceof Error ? error.message : 'is wrong'}.`)
    return undefined
  }
}

function missing(settings: Record<string, unknown>): string[] {
  const { DINGTALK_SUITE_KEY: suite, RELAY_AUTH: auth, RELAY_GRANT_SECRET: secret } = settings
  const credentials = suite
    ? ['DINGTALK_SUITE_SECRET', ...(auth === 'none' ? ['DINGTALK_CORP_ID'] : [])]
    : [
        'DINGTALK_APP_KEY',
        'DINGTALK_APP_SECRET',
        ...(settings.DINGTALK_TOKEN_API === 'unified' ? ['DINGTALK_CORP_ID'] : []),
      ]
  const problems = credentials
    .filter((name) => !settings[name])
    .map((name) => `${name} is missing. Copy it from your app's page in DingTalk's developer console.`)
  if (suite && settings.DINGTALK_APP_KEY) {
    problems.push('DINGTALK_SUITE_KEY and DINGTALK_APP_KEY are both set. Keep the one of your kind of app.')
  }
  if (settings.DINGTALK_STREAM && !('WebSocket' in globalThis)) {
    problems.push('DINGTALK_STREAM=on needs Node 22 or newer: this one has no WebSocket.')
  }
  if (!settings.DINGTALK_CALLBACK_TOKEN !== !settings.DINGTALK_CALLBACK_AES_KEY) {
    problems.push('DINGTALK_CALLBACK_TOKEN and DINGTALK_CALLBACK_AES_KEY belong together. Set both.')
  }
  if (auth === undefined && !secret) {
    problems.push(
      'RELAY_GRANT_SECRET is missing. Set one, so that only those with an upload grant may upload, or spell out RELAY_AUTH=none: then anyone who reaches the relay may.',
    )
  }
  if (settings.RELAY_DINGTALK_LOGIN && auth === 'none') {
    problems.push(
      'RELAY_DINGTALK_LOGIN=on gives grants, and RELAY_AUTH=none asks for none. Set RELAY_GRANT_SECRET instead.',
    )
  }
  if (auth === 'grant' && !secret) problems.push('RELAY_GRANT_SECRET is missing: RELAY_AUTH=grant needs it.')
  return problems
}

/** The file that a setting is to be read from. A blank name is none, as a blank value is: Compose sets such. */
export function fileOf(name: string, given: Environment): string | undefined {
  const path = given[`${name}_FILE`]
  return path?.trim() === '' ? undefined : path
}

function textOf(name: string, given: Environment, problems: string[]): string | undefined {
  const path = fileOf(name, given)
  // Docker keeps the CR of an env file's lines, and a Kubernetes secret its last line break.
  const value = given[name]?.trim() || undefined
  if (path === undefined) return value
  if (value !== undefined) problems.push(`${name} and ${name}_FILE are both set. Keep one.`)
  try {
    const content = readFileSync(path, 'utf8').trim()
    if (content === '') problems.push(`${name}_FILE names an empty file.`)
    return content
  } catch (error) {
    problems.push(`${name}_FILE names a file that cannot be read: ${reason(error)}.`)
    return undefined
  }
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
}

function suggestion(wrong: string): string {
  const near = nearest(wrong, Object.keys(SETTINGS))
  return near ? ` Did you mean ${near}?` : ''
}
