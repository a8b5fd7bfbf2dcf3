/**
 * Asks DingTalk where its Stream gateway is to be reached. What it answers is good for one
 * connection, and holds a ticket: it is never logged.
 */

import { MediaError } from '../errors.ts'
import { readObject } from './answer.ts'
import { type CallOptions, callDingTalk } from './call.ts'
import { shownCode } from './fetched-token.ts'
import type { DingTalkHosts } from './hosts.ts'

/** A suite key or an app key, and the secret to it. */
export interface StreamClient {
  readonly clientId: string
  readonly clientSecret: string
}

/** `POST /v1.0/gateway/connections/open`, for events. Resolves to the URL of a WebSocket. Throws `upstream_…`. */
export async function openStreamConnection(
  hosts: DingTalkHosts,
  { clientId, clientSecret }: StreamClient,
  options: CallOptions,
): Promise<string> {
  const { status, text } = await callDingTalk(
    `${hosts.api}/v1.0/gateway/connections/open`,
    { clientId, clientSecret, subscriptions: [{ type: 'EVENT', topic: '*' }], ua: 'dt-media' },
    options,
  )
  const { endpoint, ticket, code } = readObject(status, text)
  if (status !== 200) {
    throw new MediaError('upstream_refused', `DingTalk opens no stream: ${shownCode(code)}`)
  }
  const url = typeof endpoint === 'string' && URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (!url || typeof ticket !== 'string' || !isAsSafe(url, hosts)) {
    throw new MediaError('upstream_invalid', 'DingTalk names no gateway that can be connected to')
  }
  url.searchParams.set('ticket', ticket)
  return url.href
}

/** Encrypted, unless the calls themselves are not: a local DingTalk has no certificate. */
function isAsSafe({ protocol }: URL, { api }: DingTalkHosts): boolean {
  return protocol === 'wss:' || (protocol === 'ws:' && api.startsWith('http:'))
}
