/**
 * The JSON that crosses the wire, in DingTalk's spelling.
 */

import type { ErrorCode } from './error-codes.ts'
import type { MediaType } from './rules.ts'

/** 200 of `POST /media/upload`: what DingTalk answered, these fields only. */
export interface UploadAnswer {
  readonly errcode: 0
  readonly errmsg: 'ok'
  readonly type: MediaType
  readonly media_id: string
  /** Milliseconds since 1970. */
  readonly created_at: number
}

/** 200 of `GET /media/known`. */
export interface KnownAnswer extends UploadAnswer {
  readonly known: true
}

/** 200 of `GET /media/rules`. A type that is switched off is left out. */
export interface RulesAnswer {
  readonly types: {
    readonly [T in MediaType]?: { readonly max_bytes: number; readonly formats: readonly string[] }
  }
  readonly auth: 'grant' | 'none'
  readonly known_media: boolean
}

/** 200 of `POST /auth/dingtalk`. */
export interface LoginAnswer {
  readonly grant: string
  /** Milliseconds since 1970. */
  readonly expires_at: number
}

/** Any answer but 2xx. */
export interface ErrorAnswer {
  /** DingTalk's number for the same thing where it has one, else -1. */
  readonly errcode: number
  /** English, for a developer; never DingTalk's own text. */
  readonly errmsg: string
  readonly code: ErrorCode
  readonly retriable: boolean
  readonly request_id: string
  readonly details?: Readonly<Record<string, unknown>>
}
