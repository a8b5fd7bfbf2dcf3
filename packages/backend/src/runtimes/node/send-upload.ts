/**
 * How bytes leave Node for DingTalk: `node:http`, one connection kept for the next upload,
 * one write for the form's head and the file's first bytes. On any trouble the socket is
 * destroyed and never ended, so that DingTalk sees a broken body, not a short file.
 */

import http from 'node:http'
import https from 'node:https'
import type { SendUpload } from '../../dingtalk/transport.ts'
import { createExchange } from './exchange.ts'

// With a time-out of its own the agent also heeds the one that DingTalk announces for idle connections,
// and does not take one that is just being closed.
const KEEP_ALIVE = { keepAlive: true, maxFreeSockets: 64, scheduling: 'lifo', timeout: 30_000 } as const

/** Creates the sender, with its own pool of connections. */
export function createSendUpload(): SendUpload {
  const plain = new http.Agent(KEEP_ALIVE)
  const secure = new https.Agent({ ...KEEP_ALIVE, minVersion: 'TLSv1.2' })

  return async ({ url, headers, contentLength, body, signal, timeoutMs }) => {
    const { protocol, hostname, port, pathname, search } = new URL(url)
    const settings = {
      method: 'POST',
      // An IPv6 address stands in brackets in a URL, and without them everywhere else.
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port || undefined,
      path: pathname + search,
      headers: { ...headers, 'content-length': contentLength },
    }
    const request =
      protocol === 'https:'
        ? https.request({ ...settings, agent: secure })
        : http.request({ ...settings, agent: plain })
    const abort = () => request.destroy()
    signal.addEventListener('abort', abort)
    try {
      return await createExchange(request, timeoutMs).run(body)
    } catch (error) {
      request.destroy()
      signal.throwIfAborted()
      throw error
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }
}
