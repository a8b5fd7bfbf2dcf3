/**
 * `POST /media/upload` of DingTalk: one file under one token. The closing boundary goes out
 * only when the file came whole, so what DingTalk sees as complete is complete.
 */

import { isMediaId, isMediaType, type MediaType, type UploadAnswer } from '../contract/index.ts'
import { MediaError } from '../errors.ts'
import { writeUploadForm } from '../multipart/write-upload-form.ts'
import type { Bytes, PourableBytes } from '../streams/bytes.ts'
import { passBytes } from '../streams/pass-bytes.ts'
import { type AnswerBody, readAnswer } from './answer.ts'
import { meaningOf } from './errcodes.ts'
import type { DingTalkHosts } from './hosts.ts'
import type { SendUpload } from './transport.ts'

export interface OutgoingMedia {
  readonly type: MediaType
  readonly format: string
  readonly filename: string
  /** The file, for one sending. Completes only when it came whole and every check passed; throws otherwise. */
  readonly content: () => Bytes
  /**
   * The file's size in bytes. Where it was told by a form's length it may turn out two bytes larger, for
   * the form's last line break may be missing, or smaller, for anything may follow that.
   */
  readonly size: number
}

export interface UploadOptions {
  readonly hosts: DingTalkHosts
  readonly accessToken: string
  readonly sendUpload: SendUpload
  readonly signal: AbortSignal
  /** Milliseconds that DingTalk may be silent. */
  readonly timeoutMs: number
}

/**
 * Uploads one file. Throws `token_rejected`, `upstream_busy`, `upstream_refused`,
 * `upstream_invalid` or what the transport throws.
 */
export async function uploadMedia(media: OutgoingMedia, options: UploadOptions): Promise<UploadAnswer> {
  const { hosts, accessToken, sendUpload, signal, timeoutMs } = options
  const form = writeUploadForm(media)
  const { status, text } = await sendUpload({
    // The documentation wants `type` in the form, existing clients send it in the query: both.
    url: `${hosts.oapi}/media/upload?access_token=${encodeURIComponent(accessToken)}&type=${media.type}`,
    headers: { 'content-type': form.contentType, accept: 'application/json', 'accept-encoding': 'identity' },
    contentLength: form.head.length + media.size + form.tail.length,
    body: formBody(form, media),
    signal,
    timeoutMs,
  })
  const { errcode, body } = readAnswer(status, text)
  if (errcode !== 0) throw refused(errcode)
  return uploadAnswer(body, media.type)
}

interface Form {
  readonly head: Uint8Array
  readonly tail: Uint8Array
}

function formBody({ head, tail }: Form, { content, size }: OutgoingMedia): PourableBytes {
  let missing = size
  return passBytes(content()[Symbol.asyncIterator](), {
    first: [head],
    pass(chunk) {
      missing -= chunk.length
      if (missing < -LINE_BREAK.length)
        throw new MediaError('malformed_body', 'The file is longer than its body said')
      return chunk
    },
    end: () => ending(tail, missing),
  })
}

const LINE_BREAK = '\r\n'

/** How much is made at a time of what means nothing. */
const PADDING = new Uint8Array(64 * 1024).fill(' '.charCodeAt(0))

/**
 * The closing boundary, with more or less behind it, so that the length told before comes true:
 * behind the boundary everything is ignored (RFC 2046 §5.1.1).
 */
function* ending(tail: Uint8Array, missing: number): Generator<Uint8Array> {
  if (missing >= 0) yield tail
  else yield tail.subarray(0, tail.length - LINE_BREAK.length)
  let left = missing >= 0 ? missing : LINE_BREAK.length + missing
  for (; left > PADDING.length; left -= PADDING.length) yield PADDING
  if (left > 0) yield PADDING.subarray(0, left)
}

function refused(errcode: number): MediaError {
  const { code, remedy, retryAfter } = meaningOf(errcode)
  // A dead token is our affair: its number tells the client nothing.
  const options = code === 'token_rejected' ? { retryAfter: 1 } : { errcode, retryAfter }
  return new MediaError(code, `DingTalk answered ${errcode}. ${remedy}`, {
    ...options,
    upstreamErrcode: errcode,
  })
}

function uploadAnswer({ media_id, type, created_at }: AnswerBody, sent: MediaType): UploadAnswer {
  // Seen in the wild: errcode 0 and no media_id.
  if (!isMediaId(media_id))
    throw new MediaError('upstream_invalid', 'DingTalk answered without a usable media_id')
  return {
    errcode: 0,
    errmsg: 'ok',
    type: isMediaType(type) ? type : sent,
    media_id,
    created_at: typeof created_at === 'number' && created_at > 0 ? created_at : Date.now(),
  }
}
