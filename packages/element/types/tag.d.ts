// Made from custom-elements.json: pnpm reference
import type { DtMediaUpload } from '../dist/index.js'
import type { MediaEventMap, UploadedMedia } from '../dist/queue/index.js'

export type { DtMediaUpload }

/** As in HTML; numbers may be written either way. */
export interface Attributes {
  /** Offers a voice recorder, which makes WAV files of 16 kHz, mono. */
  readonly 'record'?: boolean | undefined
  /** A zone with a list, a button with a list, squares, or one round picture. */
  readonly 'layout'?: 'zone' | 'button' | 'grid' | 'avatar' | undefined
  /** Lets a person bring the items into another order. */
  readonly 'sortable'?: boolean | undefined
  /** The relay's base URL. */
  readonly 'endpoint'?: string | undefined
  /** Which of DingTalk's rules applies; `auto`: by the file. */
  readonly 'media-type'?: 'auto' | 'image' | 'voice' | 'video' | 'file' | undefined
  /** Narrows the rule, in the syntax of `<input accept>`; enforced. */
  readonly 'accept'?: string | undefined
  /** Whether it takes more than one file. */
  readonly 'multiple'?: boolean | undefined
  /** Whether the file dialog asks for a folder, whose files are all taken. */
  readonly 'directory'?: boolean | undefined
  /** The most files it takes; counts with `multiple` only. */
  readonly 'max-files'?: number | `${number}` | undefined
  /** The fewest files it takes, if any. */
  readonly 'min-files'?: number | `${number}` | undefined
  /** The largest file: bytes, or `"5MB"`. Can only tighten the rule. */
  readonly 'max-size'?: number | string | undefined
  /** The most that all files may have together: bytes, or `"5MB"`. */
  readonly 'max-total-size'?: number | string | undefined
  /** Converts and shrinks pictures that the rule refuses. */
  readonly 'fit'?: boolean | undefined
  /** For a video, also uploads a frame of it as an image, where the browser can decode it; that is one more upload of the grant. */
  readonly 'poster'?: boolean | undefined
  /** Waits for `upload()` instead of starting at once. */
  readonly 'manual'?: boolean | undefined
  /** Uploads at the same time. */
  readonly 'concurrency'?: number | `${number}` | undefined
  /** Automatic further attempts. */
  readonly 'retries'?: number | `${number}` | undefined
  /** A URL of the page's own that answers `{"grant":"…"}` to a POST; `grant` wins. */
  readonly 'grant-endpoint'?: string | undefined
  /** The name of its entries in the form; without one it adds none. */
  readonly 'name'?: string | undefined
  /** At least one file must be uploaded. */
  readonly 'required'?: boolean | undefined
  /** Takes no files and no part in its form, as a native control. */
  readonly 'disabled'?: boolean | undefined
  /** Shows its files, takes none and gives none up. */
  readonly 'readonly'?: boolean | undefined
  /** As on `<input type="file">`. */
  readonly 'capture'?: string | null | undefined
  /** Where files may be dropped. */
  readonly 'drop'?: 'self' | 'page' | 'off' | undefined
  /** Where files may be pasted; a rich-text editor keeps its own paste. */
  readonly 'paste'?: 'self' | 'page' | 'off' | undefined
  /** The label above; also what a screen reader says before the button. */
  readonly 'label'?: string | undefined
  /** What is allowed, in place of our own words. */
  readonly 'hint'?: string | undefined
}

/** What is no attribute, or one by another name. */
export interface Properties {
  /** Makes another file of what was recorded, in a format of the page's choice; where it fails, the WAV file is kept. */
  readonly 'recorderEncoder'?: DtMediaUpload['recorderEncoder'] | undefined
  /** Which of DingTalk's rules applies; `auto`: by the file. */
  readonly 'mediaType'?: DtMediaUpload['mediaType'] | undefined
  /** The most files it takes; counts with `multiple` only. */
  readonly 'maxFiles'?: DtMediaUpload['maxFiles'] | undefined
  /** The fewest files it takes, if any. */
  readonly 'minFiles'?: DtMediaUpload['minFiles'] | undefined
  /** The largest file: bytes, or `"5MB"`. Can only tighten the rule. */
  readonly 'maxSize'?: DtMediaUpload['maxSize'] | undefined
  /** The most that all files may have together: bytes, or `"5MB"`. */
  readonly 'maxTotalSize'?: DtMediaUpload['maxTotalSize'] | undefined
  /** A URL of the page's own that answers `{"grant":"…"}` to a POST; `grant` wins. */
  readonly 'grantEndpoint'?: DtMediaUpload['grantEndpoint'] | undefined
  /** The upload grant, or what gives it, asked just in time for every attempt. */
  readonly 'grant'?: DtMediaUpload['grant'] | undefined
  /** Further request headers, or what gives them. */
  readonly 'headers'?: DtMediaUpload['headers'] | undefined
  /** Replaces the transport. */
  readonly 'uploader'?: DtMediaUpload['uploader'] | undefined
  /** The page's own checks; a sentence refuses the file. */
  readonly 'validators'?: DtMediaUpload['validators'] | undefined
  /** Shows media uploaded before, in place of everything listed; a reset goes back to it. */
  readonly 'items'?: Iterable<UploadedMedia> | undefined
  /** The first `media_id`; empty while there is none. */
  readonly 'value'?: DtMediaUpload['value'] | undefined
  /** The form it belongs to, by its place or its `form` attribute. */
  readonly 'form'?: string | undefined
}

/** By name. */
export interface Events {
  /** The value changed. */
  readonly 'input': Event
  /** The value changed. */
  readonly 'change': Event
  /** The file dialog was closed without a choice. */
  readonly 'cancel': Event
  /** Validity was asked for, and something is wrong. */
  readonly 'invalid': Event
  /** Asks whether files may be added: `{ files, source }`. */
  readonly 'media-add': MediaEventMap['media-add']
  /** Asks before every attempt: `{ item, attempt }`. */
  readonly 'media-upload': MediaEventMap['media-upload']
  /** Asks whether an item may be removed: `{ item }`. */
  readonly 'media-remove': MediaEventMap['media-remove']
  /** A file was not taken: `{ file, code, message, details }`. */
  readonly 'media-rejected': MediaEventMap['media-rejected']
  /** A picture was converted or shrunk: `{ item, from, to }`, each `{ name, type, size, width, height }`. */
  readonly 'media-fitted': MediaEventMap['media-fitted']
  /** Bytes were sent: `{ item, loaded, total, percent, bytes_per_second, seconds_left }`. */
  readonly 'media-progress': MediaEventMap['media-progress']
  /** A file has its `media_id`: `{ media_id, type, created_at, known, item, name, size, width?, height?, duration_ms?, poster_media_id? }`. */
  readonly 'media-uploaded': MediaEventMap['media-uploaded']
  /** An item failed for good: `{ item, code, message, retriable, attempts }`. */
  readonly 'media-failed': MediaEventMap['media-failed']
  /** An item is gone: `{ item }`. */
  readonly 'media-removed': MediaEventMap['media-removed']
  /** Nothing is left to do: `{ uploaded, failed, rejected, media_ids }`. */
  readonly 'media-complete': MediaEventMap['media-complete']
}

/** One listener for each event, under its name behind `Prefix`. */
export type Listeners<Prefix extends string> = {
  readonly [Name in keyof Events as `${Prefix}${Name}`]?: ((event: Events[Name]) => void) | undefined
}
