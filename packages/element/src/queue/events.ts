/**
 * The events of the contract, and the one way they are dispatched. Those that ask are in
 * the present tense and cancelable; those that tell are in the past.
 */

import type { MediaType } from '@dt-media/backend/contract'
import type { ErrorDetails, Item, ItemErrorCode, PictureFacts } from './item.ts'

/** Where files came from. */
export type FileSource = 'picker' | 'drop' | 'paste' | 'recorder' | 'api'

/** What DingTalk's messages ask for beside the `media_id`, where the browser can tell. */
export interface MediaFacts {
  readonly width?: number
  readonly height?: number
  readonly duration_ms?: number
  /** The frame of a video that was uploaded beside it. */
  readonly poster_media_id?: string
}

/** The details by event name. */
export interface MediaEventDetails {
  /** Asks whether these files may be added. */
  'media-add': { readonly files: readonly File[]; readonly source: FileSource }
  /** Asks before every attempt; cancelled, the item waits for `upload()` or `retry()`. */
  'media-upload': { readonly item: Item; readonly attempt: number }
  /** Asks whether the item may be removed. */
  'media-remove': { readonly item: Item }
  'media-rejected': {
    readonly file: File
    readonly code: ItemErrorCode
    readonly message: string
    readonly details: ErrorDetails | undefined
  }
  /** A picture was made to fit the rule. */
  'media-fitted': { readonly item: Item; readonly from: PictureFacts; readonly to: PictureFacts }
  'media-progress': {
    readonly item: Item
    readonly loaded: number
    readonly total: number
    readonly percent: number
    readonly bytes_per_second: number
    readonly seconds_left: number
  }
  'media-uploaded': MediaFacts & {
    readonly media_id: string
    readonly type: MediaType
    readonly created_at: number
    readonly known: boolean
    readonly item: Item
    readonly name: string
    readonly size: number
  }
  'media-failed': {
    readonly item: Item
    readonly code: ItemErrorCode
    readonly message: string
    readonly retriable: boolean
    readonly attempts: number
  }
  'media-removed': { readonly item: Item }
  /** Counts, and the ids in the order of the list, since the last such event. */
  'media-complete': {
    readonly uploaded: number
    readonly failed: number
    readonly rejected: number
    readonly media_ids: readonly string[]
  }
}

export type MediaEventName = keyof MediaEventDetails

/** The events by name, as for `HTMLElementEventMap`. */
export type MediaEventMap = { readonly [Name in MediaEventName]: CustomEvent<MediaEventDetails[Name]> }

/** An `EventTarget` whose listeners know what they are told. */
export interface MediaEventTarget extends EventTarget {
  addEventListener<Name extends MediaEventName>(
    name: Name,
    listener: (event: MediaEventMap[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void
  addEventListener(...listening: Parameters<EventTarget['addEventListener']>): void
}

/** Tells an event, or asks with it: false when it was cancelled. */
export type Emit = <Name extends MediaEventName>(
  name: Name,
  detail: MediaEventDetails[Name],
  cancelable?: boolean,
) => boolean

/** Dispatches events at `target` that bubble out of shadow trees. */
export function dispatchAt(target: EventTarget): Emit {
  return (name, detail, cancelable = false) =>
    target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }))
}
