/**
 * When an upload has to stop: the client is gone, or its time is over.
 */

import { MediaError } from '../errors.ts'

export interface UploadSignal {
  readonly signal: AbortSignal
  /** The upload is over: nothing is listened to any more. */
  settle(): void
}

/** Calls back once when the client is gone. Returns how to stop listening. */
export type OnGone = (tell: () => void) => () => void

/** Ends when the client is gone, and by itself after so many milliseconds; `onEnd` hears of it first. */
export function createUploadSignal(onGone: OnGone, timeoutMs: number, onEnd?: () => void): UploadSignal {
  const upload = new AbortController()
  const abort = (message: string) => {
    onEnd?.()
    upload.abort(new MediaError('client_timeout', message))
  }
  const timer = setTimeout(() => abort('The upload took too long'), timeoutMs)
  const stopListening = onGone(() => abort('The client is gone'))
  return {
    signal: upload.signal,
    settle() {
      clearTimeout(timer)
      stopListening()
    },
  }
}

/** Listens to a signal, at once if it was aborted before. */
export function goneBy(client: AbortSignal): OnGone {
  return (tell) => {
    if (client.aborted) tell()
    else client.addEventListener('abort', tell)
    return () => client.removeEventListener('abort', tell)
  }
}
