/**
 * What makes an element a form control, with the members of a native one. What its values
 * are and what is wrong with them, the element itself must say.
 */

import { LitElement, type PropertyDeclarations } from 'lit'
import type { Fault } from './fault.ts'
import { bindToForm } from './form-binding.ts'

export abstract class FormElement extends LitElement {
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
  declare disabled: boolean
  /** Shows its files, takes none and gives none up. */
  declare readonly: boolean

  readonly #binding = bindToForm(this)
  #disabledByFieldset = false
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

  /** The entries of the form, and what the browser should give back when it restores the page. */
  protected abstract formEntries(): { readonly values: readonly string[]; readonly state: string }
  protected abstract findFault(customMessage: string): Fault | undefined

  override connectedCallback(): void {
    super.connectedCallback()
    this.#binding.connect?.()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#binding.disconnect?.()
  }

  override requestUpdate(...change: Parameters<LitElement['requestUpdate']>): void {
    super.requestUpdate(...change)
    // As for native controls, a form sent in the same task must find the new rules.
    if (this.hasUpdated && /^(name|required|minFiles)$/.test(String(change[0]))) this.syncForm()
  }

  get form(): HTMLFormElement | null {
    return this.#binding.form
  }

  get labels(): NodeList {
    return this.#binding.labels
  }

  get willValidate(): boolean {
    return this.#binding.willValidate
  }

  get validity(): ValidityState {
    this.syncForm()
    return this.#binding.validity
  }

  get validationMessage(): string {
    this.syncForm()
    return this.#binding.validationMessage
  }

  checkValidity(): boolean {
    this.syncForm()
    return this.#binding.checkValidity()
  }

  /** Like `checkValidity()`, and shows the person what is wrong, with the focus on the button. */
  reportValidity(): boolean {
    this.syncForm()
    return this.#binding.reportValidity()
  }

  /** Makes the control invalid with the page's own sentence; empty takes it back. */
  setCustomValidity(message: string): void {
    this.#customMessage = message
    this.requestUpdate()
    this.syncForm()
  }

  formDisabledCallback(disabled: boolean): void {
    this.#disabledByFieldset = disabled
    this.requestUpdate()
  }

  /** Whether it is disabled, by itself or by a fieldset. */
  protected get inactive(): boolean {
    return this.disabled || this.#disabledByFieldset
  }

  /** The sentence to show: only once someone asked for validity, as for native controls. */
  protected get shownFault(): string {
    return this.#complained ? this.#binding.validationMessage : ''
  }

  protected syncForm(): void {
    const { values, state } = this.formEntries()
    const entries = new FormData()
    if (this.name) for (const value of values) entries.append(this.name, value)
    this.#binding.setFormValue(entries, state)
    const [flags, message] = this.findFault(this.#customMessage) ?? [{}, '']
    const anchor = this.renderRoot?.querySelector<HTMLElement>('#trigger')
    this.#binding.setValidity(flags, message, anchor ?? undefined)
    if (!message) this.#complained = false
  }

  /** Sets exactly these states, and the same in `data-state` for web views without `:state()`. */
  protected showStates(states: readonly string[]): void {
    const joined = states.join(' ')
    if (joined === (this.dataset.state ?? '')) return
    if (joined) this.dataset.state = joined
    else delete this.dataset.state
    this.#binding.states?.clear()
    for (const state of states) {
      try {
        this.#binding.states?.add(state)
      } catch {
        // Chrome below 125 takes only dashed names there.
      }
    }
  }
}
