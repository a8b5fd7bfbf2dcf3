/**
 * `POST /media/upload`: one file in, one `media_id` out. However it ends, it ends for
 * both sides: a client that leaves takes the upload to DingTalk with it.
 */

import type { Handler } from 'hono'
import { MediaError } from '../errors.ts'
import type { Relay } from '../relay.ts'
import { letGo } from '../streams/let-go.ts'
import { watchBody } from '../streams/watch-body.ts'
import type { Authorize } from './authorize.ts'
import { readMedia } from './read-media.ts'
import type { RelayContext, RelayEnv, RequestRuntime } from './relay-env.ts'
import type { UploadGate } from './upload-gate.ts'

export interface UploadRouteDeps {
  readonly relay: Relay
  readonly gate: UploadGate
  readonly runtime: RequestRuntime
  /** `undefined` where anyone may upload. */
  readonly authorize: Authorize | undefined
  /** The largest file with a form around it. */
  readonly maxBodyBytes: number
  readonly bodyIdleTimeoutMs: number
  readonly minBytesPerSecond: number
  readonly uploadTimeoutMs: number
}

export function uploadRoute({
  relay,
  gate,
  runtime,
  authorize,
  ...limits
}: UploadRouteDeps): Handler<RelayEnv> {
  return async (c) => {
    const { signal, settle } = uploadSignal(c, limits.uploadTimeoutMs)
    // A stranger is not worth reading twenty megabytes for.
    let trusted = authorize === undefined
    const body = watchBody(runtime.readBody(c), {
      idleTimeoutMs: limits.bodyIdleTimeoutMs,
      minBytesPerSecond: limits.minBytesPerSecond,
    })
    try {
      const grant = await authorize?.byHeader(c)
      trusted ||= grant !== undefined
      if (Number(c.req.header('Content-Length')) > limits.maxBodyBytes) {
        throw new MediaError('too_large', 'The body is larger than any file may be')
      }
      const answer = await gate.run(async () => {
        const { fields, ...media } = await readMedia(c, body)
        const allowed = grant ?? (await authorize?.byFields(fields))
        trusted = true
        return relay({ ...media, grant: allowed, origin: c.req.header('Origin'), signal })
      })
      return c.json(answer)
    } catch (error) {
      letGo(body)
      runtime.drainBody?.(c, trusted ? limits.maxBodyBytes : 0)
      throw error
    } finally {
      settle()
    }
  }
}

interface UploadSignal {
  /** Aborted when the client is gone, or the upload took too long. */
  readonly signal: AbortSignal
  /** The upload is over: nothing is listened to any more. */
  settle(): void
}

function uploadSignal(c: RelayContext, timeoutMs: number): UploadSignal {
  const upload = new AbortController()
  const abort = (message: string) => upload.abort(new MediaError('client_timeout', message))
  const gone = () => abort('The client is gone')
  const timer = setTimeout(() => abort('The upload took too long'), timeoutMs)
  const client = c.req.raw.signal
  client.addEventListener('abort', gone)
  return {
    signal: upload.signal,
    settle() {
      clearTimeout(timer)
      client.removeEventListener('abort', gone)
    },
  }
}
