/**
 * The element's place in a form: the platform's own, or, where the browser knows no
 * form-associated elements (iOS below 16.4), one that listens to the form's events.
 */

import { FormEvents } from './form-events.ts'

/** The part of `ElementInternals` that a form control needs. */
export interface FormBinding
  extends Pick<
    ElementInternals,
    'form' | 'labels' | 'willValidate' | 'validity' | 'validationMessage' | 'setFormValue' | 'setValidity'
  > {
  readonly states?: Pick<Set<string>, 'clear' | 'add'>
  checkValidity(): boolean
  reportValidity(): boolean
  connect?(): void
  disconnect?(): void
}

export function bindToForm(host: HTMLElement): FormBinding {
  const internals = host.attachInternals?.()
  return internals && 'setFormValue' in internals ? internals : new FormEvents(host)
}
