/**
 * Reads a fault from JSON. A field that is misspelt is told at once: a fault that silently does not
 * strike makes a test pass for the wrong reason.
 */

import { EMULATOR_CALLS } from './calls.ts'
import type { EmulatorFault } from './fault.ts'

const isText = (value: unknown) => typeof value === 'string'
const isCount = (value: unknown) => typeof value === 'number' && Number.isFinite(value) && value >= 0
const isOneOf = (...choices: readonly string[]) =>
  Object.assign((value: unknown) => isText(value) && choices.includes(value as string), { choices })

const FIELDS: { readonly [Name in keyof EmulatorFault]-?: (value: unknown) => boolean } = {
  call: isOneOf(...EMULATOR_CALLS, 'any'),
  times: isCount,
  errcode: Number.isInteger,
  errmsg: isText,
  status: (value) => isCount(value) && Number(value) >= 200 && Number(value) <= 599,
  html: isOneOf('page', 'punish'),
  redirect: isText,
  badAnswer: isText,
  wire: isText,
  answerEarly: isOneOf('close', 'reset', 'keep'),
  delayMs: isCount,
  bytesPerSecond: isCount,
  stallAfterBytes: isCount,
  resetAfterBytes: isCount,
  hang: (value) => typeof value === 'boolean',
}

/** The fault that a value describes. Throws a `TypeError` that names what is wrong with it. */
export function readFault(value: unknown): EmulatorFault {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('A fault is an object')
  for (const [name, given] of Object.entries(value)) {
    if (!Object.hasOwn(FIELDS, name)) {
      throw new TypeError(`A fault has no field ${name}; its fields are ${Object.keys(FIELDS).join(', ')}`)
    }
    if (!FIELDS[name as keyof EmulatorFault](given)) {
      throw new TypeError(`A fault's ${name} cannot be ${JSON.stringify(given)}`)
    }
  }
  return value
}
