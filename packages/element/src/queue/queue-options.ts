/**
 * What a queue can be told. Everything may change while it runs; what is running already
 * goes on as it began.
 */

import { MEDIA_RULES, type MediaRules, type MediaType } from '@dt-media/backend/contract'
import type { Validator } from '../checks/check-content.ts'
import type { ErrorWords } from '../messages/item-error-code.ts'
import { sendFile } from '../transport/send-file.ts'
import { sleep } from '../transport/sleep.ts'
import type { UploadContext, Uploader } from '../transport/upload-context.ts'
import type { MediaFacts } from './events.ts'

export interface QueueOptions {
  /** The relay's base URL, relative to the document's. @default '/' */
  readonly endpoint: string
  /** Which rule applies; `auto`: by the file. @default 'auto' */
  readonly mediaType: 'auto' | MediaType
  /** Narrows the rule, in the syntax of `<input accept>`. @default '' */
  readonly accept: string
  /** How many items there may be. @default Infinity */
  readonly maxFiles: number
  /** Holds one item: a new one takes the place of the one there. @default false */
  readonly single: boolean
  /** The largest file: bytes, or `"5MB"`. Can only tighten the rule. @default Infinity */
  readonly maxSize: number | string
  /** The most that all items may have together: bytes, or `"5MB"`. @default Infinity */
  readonly maxTotalSize: number | string
  /** Convert and shrink pictures that the rule refuses, where the browser can decode them. @default false */
  readonly fit: boolean
  /** Wait for `upload()` instead of starting at once. @default false */
  readonly manual: boolean
  /** Uploads at the same time. @default 3 */
  readonly concurrency: number
  /** Automatic further attempts, after retriable errors only. @default 3 */
  readonly retries: number
  /** The upload grant, or what gives it, asked just in time for every attempt. */
  readonly grant?: UploadContext['grant']
  /** Further request headers, or what gives them, asked for every attempt. */
  readonly headers?: UploadContext['headers']
  /** Puts error codes into words. @default the code itself */
  readonly messages: ErrorWords
  /** Replaces the transport. @default sendFile */
  readonly uploader: Uploader
  /** The rules in force. @default DingTalk's */
  readonly rules: MediaRules
  /** Asked in turn after our own checks; a text refuses the file. @default [] */
  readonly validators: readonly Validator[]
  /** Gives a still of a video, which is uploaded beside it as an image; its `media_id` is told as `poster_media_id`. */
  readonly poster?: (file: File, signal: AbortSignal) => Promise<File | undefined>
  /** What else `media-uploaded` should tell; asked while the file is sent. */
  readonly describe?: (file: File, type: MediaType) => Promise<MediaFacts>
  /** Ends after the time, or at once when the signal aborts. For tests. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** 0 to 1, for the jitter. For tests. @default Math.random */
  readonly random: () => number
}

export const DEFAULT_OPTIONS: QueueOptions = {
  endpoint: '/',
  mediaType: 'auto',
  accept: '',
  maxFiles: Infinity,
  single: false,
  maxSize: Infinity,
  maxTotalSize: Infinity,
  fit: false,
  manual: false,
  concurrency: 3,
  retries: 3,
  messages: (code) => code,
  uploader: (context) => sendFile(context),
  rules: MEDIA_RULES,
  validators: [],
  sleep,
  random: Math.random,
}

/** Options with others on top, where `undefined` and `NaN` stand for the default. */
export function mergeOptions(options: QueueOptions, changes: Partial<QueueOptions>): QueueOptions {
  const merged: Record<string, unknown> = { ...options }
  for (const [name, value] of Object.entries(changes)) {
    const isNone = value === undefined || value === null || Number.isNaN(value)
    merged[name] = isNone ? DEFAULT_OPTIONS[name as keyof QueueOptions] : value
  }
  return merged as unknown as QueueOptions
}
