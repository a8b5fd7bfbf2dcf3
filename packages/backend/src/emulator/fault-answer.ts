/**
 * The HTTP answer that a fault gives in place of the real one.
 */

import { type ErrorShape, errcodeAnswer } from './errcode-answer.ts'
import type { EmulatorFault } from './fault.ts'

const BAN_PAGE =
  '<!DOCTYPE html><html><head><title>Access denied</title></head><body>Please slow down.</body></html>\n'
const BAN_JSON = '{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"emulator"}'

export interface FaultAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What the fault answers; `undefined` when it leaves the answer as it is. */
export function faultAnswer(fault: EmulatorFault | undefined, shape: ErrorShape): FaultAnswer | undefined {
  if (!fault) return undefined
  const { status = 200, errcode, errmsg, html, redirect, badAnswer } = fault
  const json = { 'Content-Type': 'application/json' }
  if (redirect !== undefined)
    return { status: fault.status ?? 302, headers: { Location: redirect }, body: '' }
  if (badAnswer !== undefined) return { status, headers: json, body: badAnswer }
  if (errcode !== undefined)
    return { status, headers: json, body: JSON.stringify(errcodeAnswer(errcode, shape, errmsg)) }
  if (html === 'punish') return { status, headers: json, body: BAN_JSON }
  if (html === 'page' || fault.status !== undefined) {
    return { status, headers: { 'Content-Type': 'text/html;charset=UTF-8' }, body: BAN_PAGE }
  }
  return undefined
}
