/**
 * How bytes leave Node for DingTalk: `node:http`, one connection kept for the next upload,
 * one write for the form's head and the file's first bytes. On any trouble the socket is
 * destroyed and never ended, so that DingTalk sees a broken body, not a short file.
 */

import http from 'node:http'
import https from 'node:https'
import type { SendUpload } from '../../dingtalk/transport.ts'
import { createExchange } from './exchange.ts'

const KEEP_ALIVE = { keepAlive: true, maxFreeSockets: 64, scheduling: 'lifo' } as const

/** Creates the sender, with its own pool of connections. */
export function createSendUpload(): SendUpload {
  const plain = new http.Agent(KEEP_ALIVE)
  const secure = new https.Agent({ ...KEEP_ALIVE, minVersion: 'TLSv1.2' })

  return async ({ url, headers, contentLength, body, signal, timeoutMs }) => {
    const { protocol } = new URL(url)
    const settings = { method: 'POST', headers: { ...headers, 'content-length': contentLength } }
    const request =
      protocol === 'https:'
        ? https.request(url, { ...settings, agent: secure })
        : http.request(url, { ...settings, agent: plain })
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
