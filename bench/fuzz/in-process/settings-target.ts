/**
 * `readSettings`: throws nothing but a `SettingsError`, and shows no value, for any may be a secret.
 */

import { readSettings, SettingsError } from '../../../packages/backend/src/cli/read-settings.ts'
import { SETTINGS } from '../../../packages/backend/src/cli/settings.ts'
import { mutate } from '../mutate.ts'
import type { Random } from '../random.ts'
import type { Target } from './target.ts'

const NAMES = Object.keys(SETTINGS)

/** Stands in every value that is drawn. */
const CANARY = 'hUnTeR2'

const VALUES = [
  '',
  CANARY,
  `https://user:${CANARY}@host/`,
  `{"image":"${CANARY}"}`,
  `["${CANARY}"]`,
  `15${CANARY}`,
  `${CANARY},${CANARY}`,
  `${CANARY}-${'x'.repeat(40)}`,
  `on ${CANARY}`,
  '15s',
  '1h',
  'on',
  'off',
  'none',
  'grant',
  '0',
  '80',
  '{"video":false}',
  '-1',
  '1e9',
  'https://host',
  '{',
  'null',
  '\0',
  '__proto__',
  'intl',
  '9999999999999999',
]

export const settingsTarget: Target = {
  name: 'readSettings',
  share: 100,
  run(random) {
    const environment = drawEnvironment(random)
    try {
      readSettings(environment)
    } catch (error) {
      if (!(error instanceof SettingsError)) return `threw ${error} at ${JSON.stringify(environment)}`
      if (error.message.includes(CANARY)) return `showed a value: ${error.message}`
    }
    return undefined
  },
}

function drawEnvironment(random: Random): Record<string, string> {
  const environment: Record<string, string> = { DINGTALK_APP_KEY: 'key', DINGTALK_APP_SECRET: CANARY }
  for (let left = random.below(8); left > 0; left -= 1) {
    const value = random.pick(VALUES)
    const name = drawName(random)
    const path = name.endsWith('_FILE') ? `/nowhere/${value}` : value
    environment[name] = random.chance(0.2) ? `${mutate(Buffer.from(path), random).toString()}${CANARY}` : path
  }
  return environment
}

function drawName(random: Random): string {
  const name = random.pick(NAMES)
  if (random.chance(0.8)) return name
  if (random.chance(0.5)) return `${name}_FILE`
  // A misspelt name is shown, so it holds no value.
  return mutate(Buffer.from(name), random, { most: 1 }).toString('latin1')
}
