/**
 * A form control with a queue in it: every option of the queue is a property of the element, and
 * most are attributes.
 */

import type { MediaType } from '@dt-media/backend/contract'
import type { PropertyDeclarations } from 'lit'
import { loadPart } from '../load-part.ts'
import { type Locale, localeFor } from '../messages/locale.ts'
import type { QueueOptions } from '../queue/queue-options.ts'
import { UploadQueue } from '../queue/upload-queue.ts'
import { grantFrom } from '../transport/grant-endpoint.ts'
import { FormElement } from './form-element.ts'

/** As a native control reads it: what does not begin with a number, or is below 0, is none. */
function readNumber(text: string | null): number | undefined {
  const read = Number.parseFloat(text ?? '')
  return read >= 0 ? read : undefined
}

export abstract class QueueOptionsElement extends FormElement {
  static override properties: PropertyDeclarations = {
    endpoint: {},
    mediaType: { attribute: 'media-type' },
    accept: {},
    multiple: { type: Boolean, reflect: true },
    directory: { type: Boolean, reflect: true },
    maxFiles: { converter: readNumber, attribute: 'max-files' },
    minFiles: { converter: readNumber, attribute: 'min-files' },
    maxSize: { attribute: 'max-size' },
    maxTotalSize: { attribute: 'max-total-size' },
    fit: { type: Boolean },
    poster: { type: Boolean },
    manual: { type: Boolean },
    concurrency: { converter: readNumber },
    retries: { converter: readNumber },
    grantEndpoint: { attribute: 'grant-endpoint' },
    grant: { attribute: false },
    headers: { attribute: false },
    uploader: { attribute: false },
    validators: { attribute: false },
  }

  /** The relay's base URL. @default '/' */
  declare endpoint: string
  /** Which of DingTalk's rules applies; `auto`: by the file. @default 'auto' */
  declare mediaType: 'auto' | MediaType
  /** Narrows the rule, in the syntax of `<input accept>`; enforced. */
  declare accept: string
  /** Whether it takes more than one file. */
  declare multiple: boolean
  /** Whether the file dialog asks for a folder, whose files are all taken. */
  declare directory: boolean
  /** The most files it takes; counts with `multiple` only. */
  declare maxFiles: number | undefined
  /** The fewest files it takes, if any. */
  declare minFiles: number
  /** The largest file: bytes, or `"5MB"`. Can only tighten the rule. */
  declare maxSize: number | string | undefined
  /** The most that all files may have together: bytes, or `"5MB"`. */
  declare maxTotalSize: number | string | undefined
  /** Converts and shrinks pictures that the rule refuses. */
  declare fit: boolean
  /** For a video, also uploads a frame of it as an image, where the browser can decode it; that is one more upload of the grant. */
  declare poster: boolean
  /** Waits for `upload()` instead of starting at once. */
  declare manual: boolean
  /** Uploads at the same time. @default 3 */
  declare concurrency: number | undefined
  /** Automatic further attempts. @default 3 */
  declare retries: number | undefined
  /** A URL of the page's own that answers `{"grant":"…"}` to a POST; `grant` wins. */
  declare grantEndpoint: string
  /** The upload grant, or what gives it, asked just in time for every attempt. */
  declare grant: QueueOptions['grant']
  /** Further request headers, or what gives them. */
  declare headers: QueueOptions['headers']
  /** Replaces the transport. */
  declare uploader: QueueOptions['uploader'] | undefined
  /** The page's own checks; a sentence refuses the file. */
  declare validators: QueueOptions['validators'] | undefined

  protected readonly queue = new UploadQueue({}, this)
  protected locale: Locale = localeFor('')

  constructor() {
    super()
    this.endpoint = '/'
    this.grantEndpoint = ''
    this.mediaType = 'auto'
    this.accept = ''
    this.multiple = this.directory = this.fit = this.poster = this.manual = false
    this.minFiles = 0
  }

  /** Whether it takes more than one file. */
  protected get many(): boolean {
    return this.multiple || this.directory
  }

  /** Hands the queue what may have been set in this very task. */
  protected configure(): void {
    const { endpoint, mediaType, accept, maxFiles, maxSize, maxTotalSize, manual, concurrency } = this
    const { retries, grantEndpoint, headers, uploader, validators, fit } = this
    this.queue.configure({
      ...{ endpoint, mediaType, accept, maxFiles, maxSize, maxTotalSize, manual, concurrency },
      ...{ retries, headers, uploader, validators, fit },
      grant: this.grant ?? (grantEndpoint ? grantFrom(grantEndpoint) : undefined),
      single: !this.many,
      messages: this.locale.sayError,
      poster: this.poster
        ? (file, signal) =>
            loadPart(import('../preview/take-poster.ts')).then((part) => part?.takePoster(file, signal))
        : undefined,
      describe: (file, type) =>
        loadPart(import('../preview/media-facts.ts')).then((part) => part?.readMediaFacts(file, type) ?? {}),
    })
  }
}
