/**
 * Decides what DingTalk would say to an upload that arrived whole. The codes are documented; which one
 * the real server picks for each case is mostly not, so read no more into them than the relay may.
 */

import { extensionOf, isMediaType, MEDIA_RULES, type MediaType } from '../contract/index.ts'
import type { ResolvedOptions } from './emulator-options.ts'
import type { FormPart, LenientForm } from './lenient-form.ts'

export interface UploadToJudge {
  readonly method: string
  /** The errcode of the access token; 0 when it is valid. */
  readonly tokenErrcode: number
  readonly chunked: boolean
  readonly typeInQuery: string | undefined
  /** Left out when the request is not multipart/form-data with a boundary. */
  readonly form: LenientForm | undefined
}

export type UploadJudgement =
  | { readonly errcode: 0; readonly type: MediaType; readonly name: string; readonly bytes: Buffer }
  | { readonly errcode: number; readonly type?: undefined }

type JudgeOptions = Pick<ResolvedOptions, 'chunkedRefused' | 'oversizeErrcode' | 'strictFormats' | 'typeFrom'>

/** The errcode for an upload, or the file that it brings. */
export function judgeUpload(upload: UploadToJudge, options: JudgeOptions): UploadJudgement {
  const { method, tokenErrcode, chunked, typeInQuery, form } = upload
  if (method !== 'POST') return { errcode: 43002 }
  if (tokenErrcode !== 0) return { errcode: tokenErrcode }
  if (!form || (chunked && options.chunkedRefused)) return { errcode: 43008 }
  if (!form.whole) return { errcode: 40035 }
  const type = pickType(typeInQuery, fieldOf(form, 'type'), options.typeFrom)
  if (!isMediaType(type)) return { errcode: 40004 }
  const media = form.parts.find(({ name, filename }) => name === 'media' && filename !== undefined)
  if (!media) return { errcode: 41005 }
  return judgeFile(type, media, options)
}

/** A form field's text; `undefined` when the form does not have it. */
export function fieldOf(form: LenientForm | undefined, wanted: string): string | undefined {
  return form?.parts.find(({ name }) => name === wanted)?.body.toString('utf8')
}

function pickType(inQuery: string | undefined, inForm: string | undefined, from: JudgeOptions['typeFrom']) {
  if (from === 'query') return inQuery
  return from === 'form' ? inForm : (inQuery ?? inForm)
}

function judgeFile(
  type: MediaType,
  { filename = '', body }: FormPart,
  options: JudgeOptions,
): UploadJudgement {
  const { maxBytes, formats } = MEDIA_RULES[type]
  if (body.length === 0) return { errcode: 44001 }
  if (body.length > maxBytes) return { errcode: options.oversizeErrcode }
  const documented = (formats as readonly string[]).includes(extensionOf(filename))
  // A .txt was seen to pass as a file; for the other types no source says so.
  if (!documented && (type !== 'file' || options.strictFormats)) return { errcode: 40005 }
  return { errcode: 0, type, name: filename, bytes: body }
}
