/**
 * The switches for everything that can go wrong at DingTalk's end, and the queue they wait in. A
 * fault strikes the next calls it names, then it is used up.
 */

import type { EmulatorCall } from './calls.ts'

export interface EmulatorFault {
  /** Which call it strikes; `any` for all of DingTalk, as when an address is banned. @default 'upload' */
  readonly call?: EmulatorCall | 'any'
  /** How many of the next such calls; 0 = all, until cleared. @default 1 */
  readonly times?: number

  /** Answers this errcode instead of what the call would get. */
  readonly errcode?: number
  /** The text beside `errcode`. @default DingTalk's own */
  readonly errmsg?: string
  /** HTTP status, with an HTML page unless another field gives a body. */
  readonly status?: number
  /** Answers HTML (an IP ban's page), or the JSON that a ban gives to programs. */
  readonly html?: 'page' | 'punish'
  /** Answers a redirect there; the status is 302 unless `status` says otherwise. */
  readonly redirect?: string
  /** Answers this text as a JSON body, whatever it is. */
  readonly badAnswer?: string
  /** Writes this text to the socket instead of an HTTP answer, then closes it. */
  readonly wire?: string

  /** Answers before a byte of the body was read, then closes kindly, resets, or keeps the connection. */
  readonly answerEarly?: 'close' | 'reset' | 'keep'
  /** Waits before the answer. */
  readonly delayMs?: number
  /** Reads the body no faster than this; the socket is paused in between, so the sender feels it. */
  readonly bytesPerSecond?: number
  /** Stops reading after that many bytes of the body, until the faults are cleared. */
  readonly stallAfterBytes?: number
  /** Resets the connection (RST) at that many bytes of the body, or, if it is shorter, instead of an answer. */
  readonly resetAfterBytes?: number
  /** Takes the whole body and does not answer until the faults are cleared. */
  readonly hang?: boolean
}

export interface FaultQueue {
  /** Lines one up behind the others. */
  add(fault: EmulatorFault): void
  /** The fault that strikes this call, one strike less on it. */
  take(call: EmulatorCall): EmulatorFault | undefined
  /** Those with strikes left, in their order. */
  list(): readonly EmulatorFault[]
  /** Drops them all and lets go of the requests that a fault holds up. */
  clear(): void
  /** Resolves when they are cleared the next time. */
  cleared(): Promise<void>
}

/** An empty queue. */
export function createFaultQueue(): FaultQueue {
  let queue: EmulatorFault[] = []
  const waiting: (() => void)[] = []
  return {
    add(fault) {
      queue.push(fault)
    },
    take(call) {
      const struck = queue.find((fault) => [call, 'any'].includes(fault.call ?? 'upload'))
      if (!struck || struck.times === 0) return struck
      const times = (struck.times ?? 1) - 1
      queue = queue.flatMap((fault) => (fault !== struck ? [fault] : times > 0 ? [{ ...fault, times }] : []))
      return struck
    },
    list: () => [...queue],
    clear() {
      queue = []
      for (const resolve of waiting.splice(0)) resolve()
    },
    cleared: () => new Promise((resolve) => waiting.push(resolve)),
  }
}
