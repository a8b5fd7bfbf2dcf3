/**
 * How bytes leave for DingTalk by `fetch`. Whether a body of known length goes out with that length is not the
 * standard's business, so each runtime brings its own way to one. On any trouble the request is aborted, which
 * breaks the connection off.
 */

import { MAX_ANSWER_BYTES, reasonOf } from '../../dingtalk/call.ts'
import type { SendUpload, UpstreamAnswer } from '../../dingtalk/transport.ts'
import { MediaError } from '../../errors.ts'
import { collectBytes } from '../../streams/collect-bytes.ts'
import { fromWebStream } from '../../streams/from-web-stream.ts'
import { letGo } from '../../streams/let-go.ts'
import { readableBytes } from './readable-bytes.ts'
import { createSilenceClock, type SilenceClock } from './silence-clock.ts'

/** What makes a request go out with an exact `Content-Length`. */
export type SizedBody = (
  body: ReadableStream<Uint8Array>,
  contentLength: number,
) => { readonly body: ReadableStream<Uint8Array>; readonly headers?: Readonly<Record<string, string>> }

/** Milliseconds to get a connection, TLS included. */
const CONNECT_TIMEOUT_MS = 5_000

/** Creates the sender. */
export function createFetchUpload(sizedBody: SizedBody): SendUpload {
  return async ({ url, headers, contentLength, body, signal, timeoutMs }) => {
    signal.throwIfAborted()
    const request = new AbortController()
    const abort = () => request.abort()
    const clock = createSilenceClock(abort)
    const source = listened(body[Symbol.asyncIterator](), clock, timeoutMs)
    signal.addEventListener('abort', abort)
    clock.start(Math.min(CONNECT_TIMEOUT_MS, timeoutMs))
    try {
      const sized = sizedBody(readableBytes(source), contentLength)
      const response = await fetch(url, {
        method: 'POST',
        headers: { ...headers, ...sized.headers },
        body: sized.body,
        redirect: 'manual',
        signal: request.signal,
        duplex: 'half',
      } as RequestInit)
      return await readAnswer(response, clock, timeoutMs)
    } catch (error) {
      signal.throwIfAborted()
      if (source.failure) throw source.failure.error
      if (clock.over) throw new MediaError('upstream_timeout', 'DingTalk was silent for too long')
      if (error instanceof MediaError) throw error
      throw new MediaError('upstream_unreachable', `DingTalk cannot be reached: ${reasonOf(error)}`)
    } finally {
      clock.stop()
      signal.removeEventListener('abort', abort)
      if (!source.ended) {
        letGo(source)
        abort()
      }
    }
  }
}

interface ListenedSource extends AsyncIterator<Uint8Array> {
  readonly ended: boolean
  readonly failure: { readonly error: unknown } | undefined
}

/** Remembers how a body ended, and lets the clock run only while DingTalk is waited for. */
function listened(source: AsyncIterator<Uint8Array>, clock: SilenceClock, timeoutMs: number): ListenedSource {
  let ended = false
  let failure: ListenedSource['failure']
  return {
    get ended() {
      return ended
    },
    get failure() {
      return failure
    },
    async next() {
      clock.stop()
      try {
        const result = await source.next()
        ended = result.done === true
        clock.start(timeoutMs)
        return result
      } catch (error) {
        failure = { error }
        throw error
      }
    },
    async return() {
      await source.return?.()
      return { done: true, value: undefined }
    },
  }
}

async function readAnswer(
  response: Response,
  clock: SilenceClock,
  timeoutMs: number,
): Promise<UpstreamAnswer> {
  clock.start(timeoutMs)
  try {
    const bytes = await collectBytes(fromWebStream(response.body), MAX_ANSWER_BYTES)
    return { status: response.status, text: new TextDecoder().decode(bytes) }
  } catch (error) {
    const tooLong = error instanceof MediaError && error.code === 'too_large'
    throw tooLong ? new MediaError('upstream_invalid', 'The answer is too long') : error
  }
}
