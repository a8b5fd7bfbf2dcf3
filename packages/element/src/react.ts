/**
 * `<dt-media-upload>` as a React component, with its properties as props and its events as `on…`:
 * `@dt-media/element/react`. Registers the tag.
 * @module
 */

import {
  createElement,
  type ForwardRefExoticComponent,
  forwardRef,
  type HTMLAttributes,
  type RefAttributes,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react'
import { DtMediaUpload as DtMediaUploadElement } from './index.ts'
import type { MediaEventMap } from './queue/events.ts'
import type { UploadedMedia } from './queue/upload-queue.ts'

/** What can be set; the element's reference says what each is. */
type Settable = Pick<
  DtMediaUploadElement,
  | 'endpoint'
  | 'grantEndpoint'
  | 'grant'
  | 'headers'
  | 'mediaType'
  | 'accept'
  | 'multiple'
  | 'directory'
  | 'maxFiles'
  | 'minFiles'
  | 'maxSize'
  | 'maxTotalSize'
  | 'manual'
  | 'concurrency'
  | 'retries'
  | 'fit'
  | 'poster'
  | 'record'
  | 'recorderEncoder'
  | 'uploader'
  | 'validators'
  | 'name'
  | 'required'
  | 'disabled'
  | 'readonly'
  | 'capture'
  | 'drop'
  | 'paste'
  | 'sortable'
  | 'layout'
  | 'label'
  | 'hint'
>

/** The events by the name of their prop. */
const EVENTS = {
  onInput: 'input',
  onChange: 'change',
  onCancel: 'cancel',
  onInvalid: 'invalid',
  onMediaAdd: 'media-add',
  onMediaUpload: 'media-upload',
  onMediaRemove: 'media-remove',
  onMediaRejected: 'media-rejected',
  onMediaFitted: 'media-fitted',
  onMediaProgress: 'media-progress',
  onMediaUploaded: 'media-uploaded',
  onMediaFailed: 'media-failed',
  onMediaRemoved: 'media-removed',
  onMediaComplete: 'media-complete',
} as const

type Events = {
  readonly [Prop in keyof typeof EVENTS]?:
    | ((
        event: (typeof EVENTS)[Prop] extends keyof MediaEventMap
          ? MediaEventMap[(typeof EVENTS)[Prop]]
          : Event,
      ) => void)
    | undefined
}

/** As all of React's own props, each may be undefined, also where a project tells that from left out. */
type Optional<Props> = { readonly [Name in keyof Props]?: Props[Name] | undefined }

export interface DtMediaUploadProps
  extends Optional<Settable>,
    Events,
    Omit<HTMLAttributes<DtMediaUploadElement>, keyof Settable | keyof Events> {
  /** Media uploaded before. Another array begins the list anew, so keep it between renderings. */
  readonly items?: Iterable<UploadedMedia> | undefined
  /** The id of the form it belongs to, where that is not around it. */
  readonly form?: string | undefined
}

type Values = Readonly<Record<string, unknown>>

/**
 * The component; its `ref` is the element, with all its methods. A property is set when its prop has
 * changed and not with every rendering: to set `items` means to begin anew.
 */
export const DtMediaUpload: ForwardRefExoticComponent<
  DtMediaUploadProps & RefAttributes<DtMediaUploadElement>
> = forwardRef<DtMediaUploadElement, DtMediaUploadProps>(function DtMediaUpload(props, ref) {
  const element = useRef<DtMediaUploadElement>(null)
  const before = useRef<Values>({})
  useImperativeHandle(ref, () => element.current as DtMediaUploadElement, [])
  useLayoutEffect(() => {
    if (element.current) bringUpToDate(element.current, props as Values, before.current)
    before.current = props as Values
  })
  const attributes = Object.entries(props).filter(([name]) => !isOurs(name))
  return createElement('dt-media-upload', { ...Object.fromEntries(attributes), ref: element })
})

function bringUpToDate(element: DtMediaUploadElement, props: Values, before: Values): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(props)])) {
    const [was, is] = [before[name], props[name]]
    if (was === is || !isOurs(name)) continue
    const event = EVENTS[name as keyof typeof EVENTS]
    if (!event) Reflect.set(element, name, is)
    else {
      if (was) element.removeEventListener(event, was as EventListener)
      if (is) element.addEventListener(event, is as EventListener)
    }
  }
}

function isOurs(name: string): boolean {
  return name in EVENTS || name === 'items' || DtMediaUploadElement.elementProperties.has(name)
}
