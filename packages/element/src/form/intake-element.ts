/**
 * A control that takes files: from its dialog, by drop, by paste. What it lists and how it
 * looks, the element itself must say.
 */

import type { PropertyDeclarations } from 'lit'
import { loadPart } from '../load-part.ts'
import type { FileSource } from '../queue/events.ts'
import { type IntakeScope, listenForFiles } from './drop-target.ts'
import { QueueElement } from './queue-element.ts'

export abstract class IntakeElement extends QueueElement {
  static override properties: PropertyDeclarations = { capture: {}, drop: {}, paste: {} }

  /** As on `<input type="file">`. */
  declare capture: string | null
  /** Where files may be dropped. @default 'self' */
  declare drop: IntakeScope
  /** Where files may be pasted; a rich-text editor keeps its own paste. @default 'self' */
  declare paste: IntakeScope
  /** Whether files are held over it. */
  protected over = false
  #stopListening: (() => void) | undefined

  constructor() {
    super()
    this.drop = this.paste = 'self'
    this.capture = null
    // A `<label>` clicks the element itself.
    this.addEventListener('click', (event) => {
      if (event.composedPath()[0] === this) this.showPicker()
    })
  }

  /** Opens the file dialog; browsers allow it only within a click or key press. */
  showPicker(): void {
    if (this.isOpen) this.renderRoot.querySelector('input')?.click()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stopListening = listenForFiles(this, {
      scopeOf: (intake) => this[intake],
      isOpen: () => this.isOpen,
      take: this.#takeFrom,
      over: (over) => {
        this.over = over
        this.requestUpdate()
      },
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stopListening?.()
  }

  /** Takes over an `<input type="file">` of the page's, which serves where no script runs. */
  protected adoptInput(): void {
    const input = this.querySelector<HTMLInputElement>(':scope > input')
    if (!input) return
    loadPart(import('./adopt-input.ts')).then((part) =>
      part?.adoptInput(input, this, (files) => this.#takeFrom(files, 'picker')),
    )
  }

  /** Whether it takes files now. */
  protected get isOpen(): boolean {
    return !this.inactive && !this.full && !this.readonly
  }

  protected readonly pick = (event: Event): void => {
    // The page's own link in a slot is its own; the items in the zone are no part of the button.
    if (event.defaultPrevented || (event.target as Element).closest('a, li')) return
    // Firefox has a label around the element click it once more.
    event.preventDefault()
    this.showPicker()
  }

  protected readonly picked = ({ target }: Event): void => {
    const input = target as HTMLInputElement
    const files = [...(input.files ?? [])]
    // Else the same file, picked again, would be no change.
    input.value = ''
    this.#takeFrom(files, 'picker')
  }

  /** Takes what a person gives, unless it was closed while the dialog was open or a folder was read. */
  readonly #takeFrom = (files: File[], source: FileSource): unknown =>
    this.inactive || this.readonly || this.take(files, source)

  protected readonly cancelled = (event: Event): void => {
    event.stopPropagation()
    this.dispatchEvent(new Event('cancel', { bubbles: true }))
  }
}
