/**
 * Opens sockets to DingTalk, with TLS where its address says so.
 */

import net from 'node:net'
import tls from 'node:tls'

/** Where DingTalk is. */
export interface Endpoint {
  readonly secure: boolean
  /** As in a URL: what the `Host` header says. */
  readonly authority: string
  readonly host: string
  readonly port: number
  /** The newest TLS session, with which the next connection takes less time and work. */
  session?: Buffer | undefined
}

/** Reads an origin, like `https://oapi.dingtalk.io`. */
export function endpointOf(origin: string): Endpoint {
  const { protocol, host, hostname, port } = new URL(origin)
  const secure = protocol === 'https:'
  return {
    secure,
    authority: host,
    // An IPv6 address stands in brackets in a URL, and without them everywhere else.
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 443 : 80),
  }
}

/** Begins to connect; `secureConnect` or `connect` tells when. What comes is read as `onread` says. */
export function connectSocket(endpoint: Endpoint, onread: net.OnReadOpts): net.Socket {
  const { secure, host, port, session } = endpoint
  const options = { host, port, noDelay: true, onread }
  if (!secure) return net.connect(options)
  const secureOptions = {
    ...options,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
    // Addresses have no place in the handshake (RFC 6066 §3); the certificate is held to them all the same.
    servername: net.isIP(host) ? undefined : host,
    session,
  } as const
  const socket = tls.connect(secureOptions)
  // Only of a connection whose certificate was good: the next one is not asked for it again.
  socket.on('session', (newest) => {
    if (socket.authorized) endpoint.session = newest
  })
  socket.on('error', () => {
    endpoint.session = undefined
  })
  return socket
}
