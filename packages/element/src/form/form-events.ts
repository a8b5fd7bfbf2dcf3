/**
 * A form control made of the form's events, for browsers that know no form-associated
 * elements: `formdata` takes its values, `submit` waits until it is valid, `reset` resets it.
 */

import type { FormBinding } from './form-binding.ts'

interface FormMember extends HTMLElement {
  readonly disabled?: boolean
  readonly readonly?: boolean
  formResetCallback?(): void
}

const TYPES = ['formdata', 'submit', 'reset'] as const

export class FormEvents implements FormBinding {
  readonly #host: FormMember
  #values = new FormData()
  #flags: ValidityStateFlags = {}
  validationMessage = ''

  constructor(host: FormMember) {
    this.#host = host
  }

  connect(): void {
    for (const type of TYPES) document.addEventListener(type, this, true)
  }

  disconnect(): void {
    for (const type of TYPES) document.removeEventListener(type, this, true)
  }

  get form(): HTMLFormElement | null {
    const id = this.#host.getAttribute('form')
    return id ? (document.getElementById(id) as HTMLFormElement | null) : this.#host.closest('form')
  }

  get labels(): NodeList {
    return document.querySelectorAll(`label[for="${CSS.escape(this.#host.id)}"]`)
  }

  get willValidate(): boolean {
    return !this.#host.readonly && !this.#isDisabled
  }

  get #isDisabled(): boolean {
    return !!this.#host.disabled || !!this.#host.closest('fieldset[disabled]')
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
    } else if (!form.noValidate && !this.reportValidity()) {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
  }
}
