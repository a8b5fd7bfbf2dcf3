/**
 * `dt-media doctor`: holds the settings against the real DingTalk, step by step, and says at each
 * failure what to do about it.
 */

import { DINGTALK_HOSTS } from '../../dingtalk/hosts.ts'
import { createMask } from '../mask-secrets.ts'
import { openStore } from '../open-store.ts'
import { painter } from '../paint.ts'
import { type Environment, readSettings, SettingsError } from '../read-settings.ts'
import { refuseUnsafe } from '../refuse-unsafe.ts'
import { type Settings, secretsOf } from '../settings.ts'
import { startupWarnings } from '../startup-warnings.ts'
import { clockStep } from './clock-step.ts'
import { streamStep, ticketStep, tokenStep, uploadStep } from './dingtalk-steps.ts'
import { networkStep } from './network-step.ts'
import type { Finding, Patient, Step } from './step.ts'
import { storeStep } from './store-step.ts'

const NAME_CHARS = 9
const paint = painter(process.stdout, process.env)

/** Writes a line for each step. Resolves to 0 when all are well, else to 1. */
export async function doctor(
  given: Environment,
  write: (text: string) => void = console.log,
): Promise<number> {
  const settings = settingsOf(given, write)
  if (!settings) return 1
  const secrets = secretsOf(settings)
  const mask = createMask(() => secrets)
  const print = (text: string) => write(mask(text))
  print(`${paint('green', '✓')} ${'settings'.padEnd(NAME_CHARS)} ${describe(settings)}`)
  for (const warning of startupWarnings(settings, given)) print(`  ${paint('yellow', '!')} ${warning}`)

  const patient: Patient = { settings }
  const store = await openStore(settings, (_ready, reason) => {
    patient.storeLost = reason
  })
  const well = new Set(['settings'])
  const steps = stepsFor(settings, store)
  let failed = 0
  let untried = 0
  for (const step of steps) {
    const missing = step.needs.find((name) => !well.has(name))
    const name = step.name.padEnd(NAME_CHARS)
    if (missing) {
      untried += 1
      print(`${paint('dim', '-')} ${name} ${paint('dim', `not tried: ${missing} comes first`)}`)
      continue
    }
    try {
      print(`${paint('green', '✓')} ${name} ${await step.run(patient)}`)
      well.add(step.name)
    } catch (error) {
      failed += 1
      const { message, remedies = [] } = error as Partial<Finding>
      print(`${paint('red', '✗')} ${name} ${message}`)
      for (const remedy of remedies) print(`  ${paint('yellow', '→')} ${remedy}`)
    }
  }
  await store?.close()
  print(failed === 0 ? `\n${paint('bold', 'All is well.')}` : `\n${verdict(failed, untried)}`)
  return failed === 0 ? 0 : 1
}

function verdict(failed: number, untried: number): string {
  const found = `${failed} ${failed === 1 ? 'step' : 'steps'} failed`
  return untried === 0 ? `${found}.` : `${found}, and ${untried} could not be tried.`
}

function settingsOf(given: Environment, write: (text: string) => void): Settings | undefined {
  try {
    refuseUnsafe(given, process.execArgv)
    return readSettings(given)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    write(`${paint('red', '✗')} settings  need attention; nothing else was tried`)
    for (const problem of error.problems) write(`  ${paint('yellow', '→')} ${problem}`)
    return undefined
  }
}

function stepsFor(settings: Settings, store: Parameters<typeof ticketStep>[0]): readonly Step[] {
  const { DINGTALK_TOKEN_API: tokenApi, DINGTALK_STREAM: stream } = settings
  const region = DINGTALK_HOSTS[settings.DINGTALK_REGION]
  const hosts = {
    oapi: settings.DINGTALK_OAPI_URL ?? region.oapi,
    api: settings.DINGTALK_API_URL ?? region.api,
  }
  const usesBoth = tokenApi !== 'oapi' || stream
  const needsTicket = settings.DINGTALK_SUITE_KEY !== undefined && tokenApi !== 'unified'
  const client = {
    clientId: settings.DINGTALK_SUITE_KEY ?? settings.DINGTALK_APP_KEY ?? '',
    clientSecret: settings.DINGTALK_SUITE_SECRET ?? settings.DINGTALK_APP_SECRET ?? '',
  }
  return [
    ...(store ? [storeStep(store)] : []),
    networkStep([...new Set(usesBoth ? [hosts.oapi, hosts.api] : [hosts.oapi])]),
    clockStep(hosts.oapi),
    ...(stream ? [streamStep(hosts, client)] : []),
    ...(needsTicket ? [ticketStep(store)] : []),
    tokenStep(hosts, needsTicket ? ['network', 'ticket'] : ['network']),
    uploadStep(hosts),
  ]
}

function describe(settings: Settings): string {
  const kind = settings.DINGTALK_SUITE_KEY ? 'a third-party app' : 'an internal app'
  const place = { intl: 'the international DingTalk', cn: "China's DingTalk" }[settings.DINGTALK_REGION]
  return `${kind} of ${place}, token by ${settings.DINGTALK_TOKEN_API}`
}
