/**
 * What makes an element a form control, with the members of a native one. What its values
 * are and what is wrong with them, the element itself must say.
 */

import { LitElement, type PropertyDeclarations } from 'lit'
import { bindToForm } from './form-binding.ts'
import { ServedElement } from './served-element.ts'

/** The flags and the sentence for `setValidity`. */
export type Fault = readonly [flags: ValidityStateFlags, message: string]

export abstract class FormElement extends ServedElement {
  static readonly formAssociated: boolean = true

  // A label, `autofocus` and the browser's own complaint all reach the first button.
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  }

  static override properties: PropertyDeclarations = {
    name: { reflect: true },
    required: { type: Boolean, reflect: true },
    disabled: { type: Boolean, reflect: true },
    readonly: { type: Boolean, reflect: true },
  }

  /** The name of its entries in the form; without one it adds none. */
  declare name: string
  /** At least one file must be uploaded. */
  declare required: boolean
  /** Takes no files and no part in its form, as a native control. */
  declare disabled: boolean
  /** Shows its files, takes none and gives none up. */
  declare readonly: boolean

  #binding = bindToForm(this, (binding) => {
    this.#binding = binding
    this.#told = {}
    if (this.isConnected) binding.connect?.()
    this.syncForm()
  })
  #disabledByFieldset = false
  /** What the form was told last, and of what it was made. */
  #told: { readonly source?: unknown; readonly name?: string; readonly state?: boolean } = {}
  #customMessage = ''
  #complained = false

  constructor() {
    super()
    this.name = ''
    this.required = this.disabled = this.readonly = false
    this.addEventListener('invalid', () => {
      this.#complained = true
      this.requestUpdate()
    })
  }

  /** Its entries in the form. */
  abstract readonly values: readonly string[]
  /** What its entries and its state are made of; another one whenever anything changed. */
  protected abstract formSource(): unknown
  /** What the browser should give back when it restores the page. */
  protected abstract formState(): string
  protected abstract findFault(): Fault | undefined

  override connectedCallback(): void {
    super.connectedCallback()
    this.#binding?.connect?.()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#binding?.disconnect?.()
  }

  protected override firstUpdated(): void {
    if (!this.autofocus) return
    // The browser looks for it in the shadow tree alone, and may have found a button of the list, a frame before.
    requestAnimationFrame(() => {
      const { activeElement, body } = this.ownerDocument
      const isFree = activeElement === body || activeElement === this
      if (isFree && !this.renderRoot.contains(this.trigger ?? null)) this.focus()
    })
  }

  override requestUpdate(...change: Parameters<LitElement['requestUpdate']>): void {
    super.requestUpdate(...change)
    // As for native controls, a form sent in the same task must find the new rules.
    if (!this.hasUpdated) return
    const [name] = change
    if (name === 'disabled' || name === 'readonly') this.toggleAttribute(name, !!this[name])
    if (/^(name|required|minFiles)$/.test(String(name))) this.syncForm()
  }

  /** The form it belongs to, by its place or its `form` attribute. */
  get form(): HTMLFormElement | null {
    return this.#binding?.form ?? null
  }

  // A native control has none; React and Solid set every name of an element of one's own that is among its properties.
  set form(id: string | null | undefined) {
    if (id == null) this.removeAttribute('form')
    else this.setAttribute('form', id)
  }

  /** The `<label>` elements of it. */
  get labels(): NodeList | readonly Node[] {
    return this.#binding?.labels ?? []
  }

  /** Whether its form waits for it: not while it is disabled. */
  get willValidate(): boolean {
    return !!this.#binding?.willValidate
  }

  /** What is wrong with it, by the flags of a native control. */
  get validity(): ValidityState {
    return this.syncForm()?.validity ?? ({ valid: true } as ValidityState)
  }

  /** What is wrong with it, as a sentence; empty when nothing is. */
  get validationMessage(): string {
    return this.syncForm()?.validationMessage ?? ''
  }

  /** Whether nothing is wrong; fires `invalid` if something is. */
  checkValidity(): boolean {
    return this.syncForm()?.checkValidity() ?? true
  }

  /** Like `checkValidity()`, and shows the person what is wrong, with the focus on the button. */
  reportValidity(): boolean {
    return this.syncForm()?.reportValidity() ?? true
  }

  /** Puts the focus on the button, also on one of the page's own. */
  override focus(options?: FocusOptions): void {
    const { trigger } = this
    // The browser looks for it in the shadow tree alone.
    if (trigger) trigger.focus(options)
    else super.focus(options)
  }

  /** Makes the control invalid with the page's own sentence; empty takes it back. */
  setCustomValidity(message: string): void {
    this.#customMessage = message
    this.requestUpdate()
    this.syncForm()
  }

  formResetCallback(): void {
    this.#complained = false
    this.requestUpdate()
  }

  formDisabledCallback(disabled: boolean): void {
    this.#disabledByFieldset = disabled
    this.requestUpdate()
  }

  /** The page's own button where there is one, also in a wrapper; else ours. */
  protected get trigger(): HTMLElement | undefined {
    const slot = this.renderRoot?.querySelector<HTMLSlotElement>('slot[name=trigger]')
    const [first] = slot?.assignedElements({ flatten: true }) ?? []
    return first?.querySelector('button') ?? (first as HTMLElement | undefined)
  }

  /** Whether it is disabled, by itself or by a fieldset. */
  protected get inactive(): boolean {
    return this.disabled || this.#disabledByFieldset
  }

  /** The sentence to show: only once someone asked for validity, as for native controls. */
  protected get shownFault(): string {
    return this.#complained ? this.validationMessage : ''
  }

  /** Brings the form's entries and the validity up to date; `shown` once everything is. */
  protected syncForm(shown = false) {
    const binding = this.#binding
    const { name } = this
    const source = this.formSource()
    const told = this.#told
    if (source !== told.source || name !== told.name || (shown && !told.state)) {
      this.#told = { source, name, state: shown }
      const entries = new FormData()
      if (name) for (const value of this.values) entries.append(name, value)
      // The state of thousands of files is too long to be written for each of them.
      binding?.setFormValue(entries, shown ? this.formState() : '')
    }
    const custom: Fault | false = !!this.#customMessage && [{ customError: true }, this.#customMessage]
    const [flags, message] = custom || this.findFault() || [{}, '']
    const { trigger } = this
    // One that an outer shadow tree hands on is in none of ours, where the browser wants it.
    const isOurs = trigger && (this.contains(trigger) || this.renderRoot.contains(trigger))
    binding?.setValidity(flags, message, isOurs ? trigger : undefined)
    if (!message) this.#complained = false
    return binding
  }

  /** Sets exactly these states, and the same in `data-state` for web views without `:state()`. */
  protected showStates(states: readonly string[]): void {
    const joined = states.join(' ')
    if (joined === (this.dataset.state ?? '')) return
    if (joined) this.dataset.state = joined
    else delete this.dataset.state
    const shown = this.#binding?.states
    shown?.clear()
    try {
      for (const state of states) shown?.add(state)
    } catch {
      // Chrome below 125 takes only dashed names there.
    }
  }
}
