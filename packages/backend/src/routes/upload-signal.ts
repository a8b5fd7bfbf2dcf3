/**
 * When an upload has to stop: the client is gone, or its time is over.
 */

import { MediaError } from '../errors.ts'

export interface UploadSignal {
  readonly signal: AbortSignal
  /** The upload is over: nothing is listened to any more. */
  settle(): void
}

/** Follows the client's signal, and aborts by itself after so many milliseconds. */
export function createUploadSignal(client: AbortSignal, timeoutMs: number): UploadSignal {
  const upload = new AbortController()
  const abort = (message: string) => upload.abort(new MediaError('client_timeout', message))
  const gone = () => abort('The client is gone')
  const timer = setTimeout(() => abort('The upload took too long'), timeoutMs)
  if (client.aborted) gone()
  else client.addEventListener('abort', gone)
  return {
    signal: upload.signal,
    settle() {
      clearTimeout(timer)
      client.removeEventListener('abort', gone)
    },
  }
}
