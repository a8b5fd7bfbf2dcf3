/**
 * A form control made of the form's events, for browsers that know no form-associated
 * elements: `formdata` takes its values, `submit` waits until it is valid, `reset` resets it.
 */

import type { FormBinding } from './form-binding.ts'

interface FormMember extends HTMLElement {
  readonly disabled?: boolean
  readonly readonly?: boolean
  formResetCallback?(): void
  formDisabledCallback?(disabled: boolean): void
}

/** Anywhere in a disabled fieldset but in its first legend. */
const IN_DISABLED = ['', ' *']
  .flatMap((below) => [
    `fieldset[disabled]>:not(legend)${below}`,
    `fieldset[disabled]>legend:not(:first-of-type)${below}`,
  ])
  .join()

const TYPES = ['formdata', 'submit', 'reset'] as const

export class FormEvents implements FormBinding {
  readonly #host: FormMember
  /** The document or shadow root that it is in: ids hold there, and a form's events do not leave it. */
  #tree: Node & ParentNode = document
  #values = new FormData()
  #flags: ValidityStateFlags = {}
  validationMessage = ''
  readonly #observer = new MutationObserver(() => this.#tellDisabled())

  constructor(host: FormMember) {
    this.#host = host
  }

  connect(): void {
    this.#tree = this.#host.getRootNode() as Node & ParentNode
    for (const type of TYPES) this.#tree.addEventListener(type, this, true)
    this.#observer.observe(this.#tree, { subtree: true, attributeFilter: ['disabled'] })
    this.#tellDisabled()
  }

  disconnect(): void {
    for (const type of TYPES) this.#tree.removeEventListener(type, this, true)
    this.#observer.disconnect()
  }

  get form(): HTMLFormElement | null {
    const id = this.#host.getAttribute('form')
    return id ? this.#tree.querySelector(`form#${CSS.escape(id)}`) : this.#host.closest('form')
  }

  get labels(): readonly Node[] {
    const { id } = this.#host
    const around = this.#host.closest('label:not([for])')
    const named = id ? this.#tree.querySelectorAll(`label[for="${CSS.escape(id)}"]`) : []
    return around ? [around, ...named] : [...named]
  }

  get willValidate(): boolean {
    return !this.#host.readonly && !this.#isDisabled
  }

  get #isDisabled(): boolean {
    return !!this.#host.disabled || this.#host.matches(IN_DISABLED)
  }

  #tellDisabled(): void {
    this.#host.formDisabledCallback?.(this.#host.matches(IN_DISABLED))
  }

  get validity(): ValidityState {
    return { ...this.#flags, valid: !this.validationMessage } as ValidityState
  }

  setFormValue(values: FormData): void {
    this.#values = values
  }

  setValidity(flags: ValidityStateFlags = {}, message = ''): void {
    this.#flags = flags
    this.validationMessage = message
  }

  checkValidity(): boolean {
    if (!this.willValidate || !this.validationMessage) return true
    this.#host.dispatchEvent(new Event('invalid', { cancelable: true }))
    return false
  }

  reportValidity(): boolean {
    const valid = this.checkValidity()
    if (!valid) this.#host.focus()
    return valid
  }

  handleEvent(event: Event): void {
    const form = this.form
    if (!form || event.target !== form) return
    if (event.type === 'reset') this.#host.formResetCallback?.()
    else if (this.#isDisabled) return
    else if (event.type === 'formdata') {
      // Read-only bars from validation, not from submission.
      for (const [name, value] of this.#values) (event as FormDataEvent).formData.append(name, value)
    } else if (!form.noValidate && !isDraft(event) && !this.reportValidity()) {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
  }
}

/** Sent by a button with `formnovalidate`, as one that saves a draft is. */
function isDraft(event: Event): boolean {
  const button = (event as SubmitEvent).submitter as HTMLButtonElement | null | undefined
  return !!button?.formNoValidate
}
