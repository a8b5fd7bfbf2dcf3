/**
 * Listens for files dragged over and pasted into the element or, if asked, the page.
 * `dragleave` fires for every child and not at all when the pointer leaves the window fast,
 * so "over" ends by silence: a drag repeats `dragover` several times a second.
 */

import { carriesFiles, droppedFiles, pastedFiles } from './dropped-files.ts'

export type IntakeScope = 'self' | 'page' | 'off'

export interface DropTarget {
  readonly scopeOf: (intake: 'drop' | 'paste') => IntakeScope
  /** Whether files would be taken now. */
  readonly isOpen: () => boolean
  readonly over: (over: boolean) => void
  readonly take: (files: File[], source: 'drop' | 'paste') => void
}

/** Firefox repeats `dragover` after 350 ms, give or take 200. */
const SILENCE_MS = 700

/** Listens until the returned function is called. */
export function listenForFiles(
  element: HTMLElement,
  { scopeOf, isOpen, over, take }: DropTarget,
): () => void {
  // The one that it stands in now, which need not be the script's.
  const page = element.ownerDocument
  const view = page.defaultView
  let silence: ReturnType<typeof setTimeout> | undefined
  const leave = () => {
    clearTimeout(silence)
    if (silence) over(false)
    silence = undefined
  }

  // Whoever is nearer to the event has the first say, and takes it by `preventDefault`. On the page that is one
  // that takes files; the others come last, at the window, so that the browser opens no file in its place.
  const concerns = ({ currentTarget, defaultPrevented }: Event, intake: 'drop' | 'paste') => {
    if (defaultPrevented) return false
    if (currentTarget === element) return scopeOf(intake) !== 'off'
    return scopeOf(intake) === 'page' && (currentTarget === view || isOpen())
  }

  const listeners = {
    dragover(event: DragEvent) {
      const transfer = event.dataTransfer
      if (!carriesFiles(transfer) || !concerns(event, 'drop')) return
      event.preventDefault()
      transfer.dropEffect = isOpen() ? 'copy' : 'none'
      if (!isOpen()) return
      if (!silence) over(true)
      clearTimeout(silence)
      silence = setTimeout(leave, SILENCE_MS)
    },
    dragleave({ relatedTarget }: DragEvent) {
      const inside = scopeOf('drop') === 'page' ? page : element
      if (!inside.contains(relatedTarget as Node | null)) leave()
    },
    drop(event: DragEvent) {
      leave()
      const transfer = event.dataTransfer
      if (!carriesFiles(transfer) || !concerns(event, 'drop')) return
      event.preventDefault()
      if (isOpen()) droppedFiles(transfer).then((files) => take(files, 'drop'))
    },
    paste(event: ClipboardEvent) {
      const files = pastedFiles(event.clipboardData)
      if (files.length === 0 || !isOpen() || isOfField(event) || !concerns(event, 'paste')) return
      event.preventDefault()
      take(files, 'paste')
    },
  }

  const stop = new AbortController()
  for (const target of [element, page, view]) {
    for (const [type, listener] of Object.entries(listeners)) {
      target?.addEventListener(type, listener as EventListener, stop)
    }
  }
  return () => {
    stop.abort()
    leave()
  }
}

/**
 * Whether a field of the page is to have a paste: an editor takes pictures too, and what was copied from a
 * table is text that comes with a picture of it.
 */
function isOfField(event: ClipboardEvent): boolean {
  const field = event.composedPath()[0] as HTMLElement
  const isEditor = field.isContentEditable && !field.closest('[contenteditable="plaintext-only"]')
  const isText = event.clipboardData?.types.includes('text/plain')
  return isEditor || (!!isText && (field.isContentEditable || field.matches?.('input, textarea')))
}
