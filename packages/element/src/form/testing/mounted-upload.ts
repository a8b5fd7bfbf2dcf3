/**
 * An element in the page for a test, with a transport that a test holds in its hand.
 */

import '../../index.ts'
import type { DtMediaUpload } from '../../dt-media-upload.ts'
import type { MediaEventMap } from '../../queue/events.ts'
import type { Item } from '../../queue/item.ts'
import type { UploadContext, Uploaded } from '../../transport/upload-context.ts'
import { uploadError } from '../../transport/upload-error.ts'

const PNG_HEAD = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** A file whose content is what a PNG begins with; each of another size, so that none is a duplicate. */
export function png(name = 'photo.png', extraBytes = 8): File {
  return new File([new Uint8Array([...PNG_HEAD, ...new Array(extraBytes).fill(0)])], name, {
    type: 'image/png',
  })
}

/** A file that lies: its name is a picture's, its content a PDF's. */
export function fakePng(name = 'fake.png'): File {
  return new File(['%PDF-1.7\n'], name, { type: 'image/png' })
}

/** One upload that waits for the test to end it. */
export interface HeldUpload extends UploadContext {
  readonly succeed: (media_id?: string) => void
  readonly fail: (code?: 'refused' | 'network') => void
}

let count = 0

/** A transport that holds every upload until the test ends it. */
export function heldUploader() {
  const uploads: HeldUpload[] = []
  const uploader = (context: UploadContext) =>
    new Promise<Uploaded>((resolve, reject) => {
      const succeed = (media_id = `@held-media-${++count}`) =>
        resolve({ errcode: 0, errmsg: 'ok', type: context.mediaType, media_id, created_at: 1 })
      const fail = () => reject(uploadError('upstream_refused'))
      context.signal.addEventListener('abort', () => reject(context.signal.reason))
      uploads.push({ ...context, succeed, fail })
    })
  return { uploads, uploader }
}

/** Puts markup into the page and resolves with the element in it, rendered. */
export async function mount<T extends DtMediaUpload = DtMediaUpload>(
  markup: string,
  tag = 'dt-media-upload',
): Promise<T> {
  const holder = document.createElement('div')
  holder.innerHTML = markup
  document.body.append(holder)
  const element = holder.querySelector<T>(tag)
  if (!element) throw new Error(`The markup has no <${tag}>`)
  await element.updateComplete
  await tick()
  await element.updateComplete
  return element
}

/** Takes everything that was mounted out of the page. */
export function unmountAll(): void {
  document.body.replaceChildren()
  document.documentElement.lang = ''
}

/** The part of that name, or an error that says which is missing. */
export function part(element: DtMediaUpload, name: string): HTMLElement {
  const found = parts(element, name)[0]
  if (!found) throw new Error(`There is no part "${name}"`)
  return found
}

export function parts(element: DtMediaUpload, name: string): HTMLElement[] {
  return [...element.renderRoot.querySelectorAll<HTMLElement>(`[part~="${name}"]`)]
}

/** Resolves with the next event of that name. */
export function next<Name extends keyof MediaEventMap>(
  element: DtMediaUpload,
  name: Name,
): Promise<MediaEventMap[Name]> {
  return new Promise((resolve) =>
    element.addEventListener(name, (event) => resolve(event as MediaEventMap[Name]), { once: true }),
  )
}

/** Resolves once a condition holds; the runner's time limit ends one that never does. */
export async function until<T>(condition: () => T): Promise<NonNullable<T>> {
  for (;;) {
    const found = condition()
    if (found) return found as NonNullable<T>
    await tick()
  }
}

/** Resolves when every item stands in this phase and is shown so. */
export async function allAre(element: DtMediaUpload, phase: Item['phase']): Promise<void> {
  await until(() => element.items.length > 0 && element.items.every((item) => item.phase === phase))
  await until(() => parts(element, 'item').every((row) => row.dataset.phase === phase))
}

function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
