/**
 * Sends the file itself as the request's body. No `FormData`: the DingTalk client on iOS
 * replaces it with an object that posts garbage. XHR, because `fetch` tells no progress.
 */

import { inTime } from '../checks/in-time.ts'
import { loadPart } from '../load-part.ts'
import { askFor } from './per-attempt.ts'
import { readUploadAnswer } from './upload-answer.ts'
import type { UploadContext, Uploaded } from './upload-context.ts'
import { type UploadError, uploadError } from './upload-error.ts'
import { uploadUrl } from './upload-url.ts'

/** A slower answer is worth less than the file's own way. */
const LOOK_UP_MS = 3000

export interface Patience {
  /** How long no byte may move. @default 20 s */
  readonly stallMs?: number
  /** How long the answer may take once all bytes are sent. @default 90 s */
  readonly answerMs?: number
}

/** Carries out one attempt; a file that DingTalk has already is not sent. An aborted one rejects with `aborted`. */
export async function sendFile(
  context: UploadContext,
  { stallMs = 20_000, answerMs = 90_000 }: Patience = {},
): Promise<Uploaded> {
  const { file, signal, onProgress } = context
  const url = uploadUrl(context.endpoint, document.baseURI, context.mediaType, context.filename)
  // The file is hashed while the page fetches the grant.
  const lookUp = context.grant
    ? loadPart(import('./look-up.ts')).then((part) => part?.prepareLookUp(url, context))
    : undefined
  const [grant, ownHeaders] = await Promise.all([
    askFor(context.grant, context),
    askFor(context.headers, context),
  ])
  let headers: Headers
  try {
    headers = new Headers(ownHeaders)
    if (grant) headers.set('Authorization', `Bearer ${grant.trim()}`)
  } catch {
    throw uploadError('grant_invalid')
  }
  try {
    const answer = grant && !signal.aborted && (await inTime((await lookUp)?.(headers), LOOK_UP_MS))
    if (answer) return readUploadAnswer(200, answer)
  } catch {
    // What goes wrong with the question is no reason not to send the file.
  }

  // Firefox would announce a file that is gone, and then send nothing.
  if (!(await isReadable(file))) throw uploadError('file_changed')

  const xhr = new XMLHttpRequest()
  xhr.open('POST', url)
  // The client on iOS sends none of its own for a bare file.
  xhr.setRequestHeader('Content-Type', 'application/octet-stream')
  headers.forEach((value, name) => {
    xhr.setRequestHeader(name, value)
  })

  let watchdog: ReturnType<typeof setTimeout> | undefined
  try {
    return await new Promise((resolve, reject) => {
      const end = async (code: 'aborted' | 'network' | 'stalled') => {
        xhr.onabort = null
        xhr.abort()
        if (!(await isReadable(file))) return reject(uploadError('file_changed'))
        reject(code === 'network' ? await networkError(url) : uploadError(code, true))
      }
      const watch = (ms: number) => {
        clearTimeout(watchdog)
        watchdog = setTimeout(end, ms, 'stalled')
      }
      if (signal.aborted) return end('aborted')
      signal.addEventListener('abort', () => end('aborted'))

      // Firefox fires the upload's `load` only with the answer, but a last `progress` before.
      xhr.upload.onprogress = xhr.upload.onload = ({ loaded }) => {
        watch(loaded < file.size ? stallMs : answerMs)
        onProgress(loaded)
      }
      xhr.onload = () => {
        try {
          const { status, responseText } = xhr
          resolve(
            readUploadAnswer(
              status,
              responseText,
              status === 200 ? null : xhr.getResponseHeader('Retry-After'),
            ),
          )
        } catch (error) {
          reject(error)
        }
      }
      // Aborted by the browser: its Stop button, or what else ends all that a page loads.
      xhr.onerror = xhr.onabort = () => end('network')
      watch(stallMs)
      xhr.send(file)
    })
  } finally {
    clearTimeout(watchdog)
  }
}

/** What a browser calls a network error: there may be no network, or a relay that does not take this page. */
async function networkError(url: string): Promise<UploadError> {
  try {
    // Where it cannot be loaded, it is the network.
    if (await (await import('./is-refused-origin.ts')).isRefusedOrigin(url))
      return uploadError('origin_not_allowed')
  } catch {}
  return uploadError('network', true)
}

/** Whether the file on disk is still there, and as long as it was. Browsers call anything else a network error. */
async function isReadable(file: File): Promise<boolean> {
  try {
    return (await file.slice(-1).arrayBuffer()).byteLength > 0
  } catch {
    return false
  }
}
