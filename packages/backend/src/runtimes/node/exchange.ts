/**
 * One request and its answer, which may come before the request was sent whole. The clock
 * runs only while we wait for DingTalk, never while DingTalk waits for the client.
 */

import type { ClientRequest, IncomingMessage } from 'node:http'
import { MAX_ANSWER_BYTES, reasonOf } from '../../dingtalk/call.ts'
import type { UpstreamAnswer } from '../../dingtalk/transport.ts'
import { MediaError } from '../../errors.ts'
import type { Bytes } from '../../streams/bytes.ts'
import { releaseChunk } from './chunk-memory.ts'

/** Milliseconds to get a connection, TLS included. */
const CONNECT_TIMEOUT_MS = 5_000

export interface Exchange {
  /** Sends the body and resolves to the answer, whichever is over first. */
  run(body: Bytes): Promise<UpstreamAnswer>
}

export function createExchange(request: ClientRequest, timeoutMs: number): Exchange {
  let answered = false
  let timer: NodeJS.Timeout | undefined

  const answer = new Promise<UpstreamAnswer>((resolve, reject) => {
    request.on('error', (error) => reject(unreachable(error)))
    request.on('close', () => {
      if (!answered) reject(new MediaError('upstream_unreachable', 'DingTalk closed the connection'))
    })
    request.on('response', (response) => {
      answered = true
      wait(timeoutMs)
      readText(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject)
    })
  })
  // Whoever sends the body may fail first; then nobody looks at the answer.
  answer.catch(() => {})

  function wait(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      request.destroy(new MediaError('upstream_timeout', `DingTalk was silent for ${ms} ms`))
    }, ms)
  }

  async function send(body: Bytes): Promise<void> {
    await connected()
    let first = true
    for await (const chunk of body) {
      if (answered || request.destroyed) return
      if (first) request.cork()
      const roomy = request.write(chunk, () => releaseChunk(chunk))
      if (!first && request.writableCorked) request.uncork()
      if (!first && !roomy) await drained()
      first = false
    }
    request.end()
    if (!answered) wait(timeoutMs)
  }

  /** An upload that cannot be connected has not taken a byte from the client. */
  function connected(): Promise<void> {
    wait(Math.min(CONNECT_TIMEOUT_MS, timeoutMs))
    return new Promise((resolve) => {
      request.on('close', resolve)
      request.on('socket', (socket) => {
        const go = () => {
          clearTimeout(timer)
          resolve()
        }
        if (!socket.connecting && !('secureConnecting' in socket && socket.secureConnecting)) go()
        else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', go)
      })
    })
  }

  function drained(): Promise<void> {
    wait(timeoutMs)
    return new Promise((resolve) => {
      const settle = () => {
        request.off('drain', settle).off('close', settle).off('response', settle)
        if (!answered) clearTimeout(timer)
        resolve()
      }
      request.on('drain', settle).on('close', settle).on('response', settle)
    })
  }

  return {
    async run(body) {
      try {
        const sent = send(body)
        await Promise.race([answer, sent])
        const result = await answer
        if (!request.writableFinished) request.destroy()
        return result
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of response) {
      bytes += chunk.length
      if (bytes > MAX_ANSWER_BYTES) throw new MediaError('upstream_invalid', 'The answer is too long')
      chunks.push(chunk)
    }
  } catch (error) {
    throw unreachable(error)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function unreachable(error: unknown): MediaError {
  if (error instanceof MediaError) return error
  const reason = reasonOf(error)
  // llhttp's own errors: what came back is not HTTP.
  return reason.startsWith('HPE_')
    ? new MediaError('upstream_invalid', `DingTalk's answer is not HTTP: ${reason}`)
    : new MediaError('upstream_unreachable', `DingTalk cannot be reached: ${reason}`)
}
