/**
 * The element's place in a form: the platform's own, or, where the browser knows no
 * form-associated elements (iOS below 16.4), one that listens to the form's events. Only such
 * a browser loads that one, so it comes a moment later.
 */

import { isServer } from 'lit'
import { loadPart } from '../load-part.ts'

/** The part of `ElementInternals` that a form control needs. */
export interface FormBinding
  extends Pick<
    ElementInternals,
    'form' | 'willValidate' | 'validity' | 'validationMessage' | 'setFormValue' | 'setValidity'
  > {
  readonly labels: NodeList | readonly Node[]
  readonly states?: Pick<Set<string>, 'clear' | 'add'>
  checkValidity(): boolean
  reportValidity(): boolean
  connect?(): void
  disconnect?(): void
}

/** The platform's binding at once; otherwise `undefined`, and ours is given to `arrived`. */
export function bindToForm(
  host: HTMLElement,
  arrived: (binding: FormBinding) => void,
): FormBinding | undefined {
  const internals = host.attachInternals?.()
  if (internals && 'setFormValue' in internals) return internals
  if (isServer) return undefined
  // Without it the page still has the events and `values`.
  loadPart(import('./form-events.ts')).then((part) => part && arrived(new part.FormEvents(host)))
  return undefined
}
