/**
 * How bytes leave Node for DingTalk: a small HTTP/1.1 client over `node:net` and `node:tls`. On any trouble
 * the socket is destroyed and never ended, so that DingTalk sees a broken body, not a short file.
 */

import type { SendUpload, UpstreamUpload } from '../../dingtalk/transport.ts'
import { createPeer, type Peer } from './upstream/connection-pool.ts'
import { exchange } from './upstream/exchange.ts'

/** Creates the sender, with its own pool of connections. */
export function createSendUpload(): SendUpload {
  const peers = new Map<string, Peer>()

  return async (upload) => {
    const slash = upload.url.indexOf('/', 'https://'.length)
    const origin = upload.url.slice(0, slash)
    const peer = peers.get(origin) ?? createPeer(origin)
    peers.set(origin, peer)
    const head = requestHead(upload, upload.url.slice(slash), peer.endpoint.authority)
    const connection = await peer.take()
    const { body, contentLength, timeoutMs, signal } = upload
    const onFree = (idleMs: number | undefined) => peer.keep(connection, idleMs)
    return exchange({ connection, head, body, contentLength, timeoutMs, signal, onFree })
  }
}

function requestHead({ headers, contentLength }: UpstreamUpload, target: string, authority: string): Buffer {
  let given = target
  let head = `POST ${target} HTTP/1.1\r\nhost: ${authority}\r\n`
  for (const name in headers) {
    given += name + headers[name]
    head += `${name}: ${headers[name]}\r\n`
  }
  if (/[^\t\x20-\x7e]/.test(given)) throw new TypeError('A request holds characters that end a header')
  return Buffer.from(`${head}content-length: ${contentLength}\r\n\r\n`, 'latin1')
}
