/**
 * The frames of DingTalk's Stream gateway: what a relay does with one. A frame is trusted, for it
 * came over a connection that we opened with the app's secret.
 */

import type { AnswerBody } from './answer.ts'
import { looseObject, type PushedTicket, pushedTicket } from './pushed-ticket.ts'

export interface StreamFrame {
  /** To send back; where there is a ticket, once that is stored. */
  readonly reply?: string
  readonly ticket?: PushedTicket
  /** To send back instead when the ticket could not be stored: the event will come again. */
  readonly replyLater?: string
  /** The gateway is about to close this connection: open another one. */
  readonly disconnect?: true
}

/** Reads one frame; an empty object where nothing is to be done. */
export function readStreamFrame(text: string, receivedAt: number): StreamFrame {
  const frame = looseObject(text) ?? {}
  const headers = looseObject(frame.headers) ?? {}
  if (frame.type === 'EVENT') return readEvent(frame.data, headers, receivedAt)
  if (frame.type !== 'SYSTEM') return {}
  if (headers.topic === 'disconnect') return { disconnect: true }
  // An echo shows the gateway that we live; the other topics only tell how far the connection is.
  if (headers.topic === 'ping') return { reply: replyTo(headers, frame.data) }
  return {}
}

function readEvent(data: unknown, headers: AnswerBody, receivedAt: number): StreamFrame {
  const reply = eventReply(headers, 'SUCCESS')
  const event = looseObject(data) ?? {}
  if ((headers.eventType ?? event.eventType) !== 'suite_ticket') return { reply }
  // Documented in an envelope of its own; the SDKs find it bare.
  const { suiteTicket } = looseObject(event.data) ?? event
  const ticket = pushedTicket(suiteTicket, headers.eventBornTime ?? event.eventBornTime, receivedAt)
  return ticket ? { reply, ticket, replyLater: eventReply(headers, 'LATER') } : { reply }
}

function eventReply({ messageId }: AnswerBody, status: 'SUCCESS' | 'LATER'): string {
  return replyTo({ contentType: 'application/json', messageId }, JSON.stringify({ status }))
}

function replyTo(headers: AnswerBody, data: unknown): string {
  return JSON.stringify({ code: 200, headers, message: 'OK', data })
}
