/**
 * Takes one request off its socket: counts it, lets its fault strike, reads the body, and hands
 * what arrived whole to the app.
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { answerEarly } from './answer-early.ts'
import type { Arrival, EmulatorEnv } from './arrival.ts'
import { callOf, type EmulatorCall } from './calls.ts'
import type { EmulatorCore } from './emulator-core.ts'
import { errcodeAnswer } from './errcode-answer.ts'
import { faultAnswer } from './fault-answer.ts'
import { receiveBody } from './receive-body.ts'
import type { UploadFraming } from './upload-log.ts'

/** Far above every rule, so that what is too large is told by an errcode and not by a broken connection. */
const MAX_BODY_BYTES = 64 * 2 ** 20

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>

/** The listener for node:http. */
export function createListener(core: EmulatorCore, app: Hono<EmulatorEnv>): Listener {
  const arrivals = new WeakMap<object, Arrival>()
  const listen = getRequestListener(async (request, env) => {
    const arrival = arrivals.get(env.incoming)
    const bindings = { ...(env as EmulatorEnv['Bindings']), ...(arrival && { arrival }) }
    const response = await app.fetch(request, bindings)
    return arrival?.fault ? strikeAnswer(core, arrival, bindings.incoming, response) : response
  })

  return async (incoming, outgoing) => {
    const path = incoming.url?.split('?', 1)[0] ?? '/'
    if (path.startsWith('/emulator/')) return listen(incoming, outgoing)
    const call = callOf(path)
    core.calls[call ?? 'unknown'] += 1
    const arrival = await receive(core, call, incoming, outgoing)
    if (!arrival) return
    arrivals.set(incoming, arrival)
    return listen(incoming, outgoing)
  }
}

async function receive(
  core: EmulatorCore,
  call: EmulatorCall | undefined,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<Arrival | undefined> {
  const { options } = core
  const contentLength = incoming.headers['content-length']
  const framing: UploadFraming = contentLength
    ? 'content-length'
    : incoming.headers['transfer-encoding']
      ? 'chunked'
      : 'none'
  const isUpload = call === 'upload'
  const upload = isUpload
    ? core.uploads.open(framing, contentLength ? Number(contentLength) : undefined)
    : undefined
  const limitErrcode = call ? core.limits.admit(call) : 0
  const fault = call ? core.faults.take(call) : undefined
  const cut = (errcode?: number) =>
    upload?.end({ outcome: 'cut', errcode, clean: false, findings: ['cut off'] })

  const jsonAnswer = (errcode: number) => ({
    status: 200,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(errcodeAnswer(errcode, options.errorShape)),
  })
  if (fault?.answerEarly) {
    cut(fault.errcode)
    answerEarly(
      incoming,
      outgoing,
      faultAnswer(fault, options.errorShape) ?? jsonAnswer(-1),
      fault.answerEarly,
    )
    return undefined
  }
  const received = await receiveBody(incoming, {
    bytesPerSecond: fault?.bytesPerSecond ?? (isUpload ? options.bytesPerSecond : 0),
    stallAfterBytes: fault?.stallAfterBytes ?? Number.POSITIVE_INFINITY,
    released: core.faults.cleared,
    resetAfterBytes: fault?.resetAfterBytes ?? Number.POSITIVE_INFINITY,
    maxBytes: MAX_BODY_BYTES,
    onBytes: (bytes) => upload?.received(bytes),
  })
  if (received.outcome !== 'whole') {
    cut(received.outcome === 'too_long' ? options.oversizeErrcode : undefined)
    if (received.outcome === 'too_long')
      answerEarly(incoming, outgoing, jsonAnswer(options.oversizeErrcode), 'close')
    return undefined
  }
  const delayMs = (fault?.delayMs ?? 0) + (isUpload ? options.uploadDelayMs : 0)
  if (delayMs > 0) await sleep(delayMs, undefined, { ref: false })
  return { body: received.body, framing, fault, limitErrcode, upload }
}

/** What a fault does to an answer that is ready: holds it back, or sends something that is none. */
async function strikeAnswer(
  { faults }: EmulatorCore,
  { fault }: Arrival,
  { socket }: IncomingMessage,
  response: Response,
): Promise<Response> {
  const never = new Promise<Response>(() => {})
  if (fault?.hang) await faults.cleared()
  if (fault?.resetAfterBytes !== undefined) {
    socket.resetAndDestroy()
    return never
  }
  if (fault?.wire !== undefined) {
    socket.end(fault.wire)
    return never
  }
  return response
}
