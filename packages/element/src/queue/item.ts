/**
 * One file on its way to a `media_id`. Items are replaced, never changed, so whoever holds
 * two can tell by `!==` whether anything happened.
 */

import type { MediaType } from '@dt-media/backend/contract'
import type { ErrorDetails, ItemErrorCode } from '../messages/item-error-code.ts'
import type { PictureFacts } from '../prepare/fit-image.ts'

export type { ErrorDetails, ItemErrorCode, LocalErrorCode } from '../messages/item-error-code.ts'
export type { PictureFacts } from '../prepare/fit-image.ts'

/** Where an item stands. It ends in `done` or `failed`, or is removed. */
export type ItemPhase =
  | 'checking'
  | 'waiting'
  | 'fitting'
  | 'uploading'
  | 'relaying'
  | 'retrying'
  | 'paused'
  | 'done'
  | 'failed'

export interface ItemError {
  readonly code: ItemErrorCode
  /** In the person's language. */
  readonly message: string
  readonly retriable: boolean
  readonly details?: ErrorDetails | undefined
}

export interface Item {
  /** Unique within the page. */
  readonly id: string
  readonly name: string
  /** Bytes; 0 where it is not known, which only media uploaded before may be. */
  readonly size: number
  /** The content type, as the browser tells it; may be empty. */
  readonly type: string
  readonly media_type: MediaType
  readonly phase: ItemPhase
  /** 0 to 100; never goes back within one attempt. */
  readonly percent: number
  /** While `uploading`: no byte has moved for two seconds. */
  readonly stalled?: boolean
  /** Attempts begun so far. */
  readonly attempts: number
  /** Left out for media that was uploaded before. */
  readonly file?: File
  /** Set where `fit` changed the picture: what was picked, and what is uploaded. */
  readonly fitted?: { readonly from: PictureFacts; readonly to: PictureFacts }
  readonly media_id?: string
  /** Milliseconds since 1970, as DingTalk told it. */
  readonly created_at?: number
  /** Why it failed or, while `retrying`, why the last attempt did. */
  readonly error?: ItemError | undefined
}
