/**
 * Listens for files dragged over and pasted into the element or, if asked, the page.
 * `dragleave` fires for every child and not at all when the pointer leaves the window fast,
 * so "over" ends by silence: a drag repeats `dragover` several times a second.
 */

import { carriesFiles, droppedFiles, pastedFiles } from './dropped-files.ts'

export type IntakeScope = 'self' | 'page' | 'off'

export interface DropTargetOptions {
  readonly drop: () => IntakeScope
  readonly paste: () => IntakeScope
  /** Whether files would be taken now. */
  readonly open: () => boolean
  readonly over: (over: boolean) => void
  readonly take: (files: File[], source: 'drop' | 'paste') => void
}

/** Firefox repeats `dragover` after 350 ms, give or take 200. */
const SILENCE_MS = 700

export class DropTarget {
  readonly #element: HTMLElement
  readonly #options: DropTargetOptions
  #silence: ReturnType<typeof setTimeout> | undefined

  constructor(element: HTMLElement, options: DropTargetOptions) {
    this.#element = element
    this.#options = options
  }

  connect(): void {
    this.#listen('addEventListener')
  }

  disconnect(): void {
    this.#listen('removeEventListener')
    this.#leave()
  }

  #listen(verb: 'addEventListener' | 'removeEventListener'): void {
    for (const target of [this.#element, document] as HTMLElement[]) {
      target[verb]('dragover', this.#hover as EventListener)
      target[verb]('dragleave', this.#out as EventListener)
      target[verb]('drop', this.#dropped as EventListener)
      target[verb]('paste', this.#paste as EventListener)
    }
  }

  /** Whoever is nearer to the event has the first say, and takes it by `preventDefault`. */
  #concerns(event: Event, scope: IntakeScope): boolean {
    return !event.defaultPrevented && (event.currentTarget === document ? scope === 'page' : scope !== 'off')
  }

  readonly #hover = (event: DragEvent): void => {
    const { drop, open, over } = this.#options
    const transfer = event.dataTransfer
    if (!carriesFiles(transfer) || !this.#concerns(event, drop())) return
    event.preventDefault()
    transfer.dropEffect = open() ? 'copy' : 'none'
    if (!open()) return
    if (this.#silence === undefined) over(true)
    clearTimeout(this.#silence)
    this.#silence = setTimeout(this.#leave, SILENCE_MS)
  }

  readonly #out = ({ relatedTarget }: DragEvent): void => {
    const inside = this.#options.drop() === 'page' ? document : this.#element
    if (!inside.contains(relatedTarget as Node | null)) this.#leave()
  }

  readonly #leave = (): void => {
    if (this.#silence === undefined) return
    clearTimeout(this.#silence)
    this.#silence = undefined
    this.#options.over(false)
  }

  readonly #dropped = (event: DragEvent): void => {
    const { drop, open, take } = this.#options
    this.#leave()
    const transfer = event.dataTransfer
    if (!carriesFiles(transfer) || !this.#concerns(event, drop())) return
    event.preventDefault()
    if (!open()) return
    droppedFiles(transfer).then((files) => files.length > 0 && take(files, 'drop'))
  }

  readonly #paste = (event: ClipboardEvent): void => {
    const { paste, open, take } = this.#options
    if (!open() || !this.#concerns(event, paste())) return
    const files = pastedFiles(event.clipboardData)
    if (!files) return
    event.preventDefault()
    take(files, 'paste')
  }
}
