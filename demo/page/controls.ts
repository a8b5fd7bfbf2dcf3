/** The controls of the page: a row of radio buttons drawn as one bar, and a switch. */
import { html, type TemplateResult } from 'lit'
import { CHOICES, type ChoiceName, type Choices } from './choices.ts'

export type Choose = <Name extends ChoiceName>(name: Name, value: Choices[Name]) => void

interface SegmentsOptions<Name extends ChoiceName> {
  readonly name: Name
  readonly label: string
  readonly labels: { readonly [Value in Choices[Name]]: string }
  readonly choices: Choices
  readonly choose: Choose
}

/** One of a few, all of them visible. */
export function segments<Name extends ChoiceName>(options: SegmentsOptions<Name>): TemplateResult {
  const { name, label, labels, choices, choose } = options
  const values = CHOICES[name] as unknown as readonly Choices[Name][]
  return html`<fieldset class="segments" data-choice=${name}>
    <legend>${label}</legend>
    <div class="segments-bar">
      ${values.map(
        (value) => html`<label>
          <input type="radio" name=${name} .value=${value} .checked=${choices[name] === value}
            @change=${() => choose(name, value)} />
          <span>${labels[value]}</span>
        </label>`,
      )}
    </div>
  </fieldset>`
}

/** One of many, by their own names. */
export function picker<Name extends ChoiceName>(
  options: Omit<SegmentsOptions<Name>, 'labels'> & { readonly labelOf: (value: Choices[Name]) => string },
): TemplateResult {
  const { name, label, labelOf, choices, choose } = options
  const values = CHOICES[name] as unknown as readonly Choices[Name][]
  return html`<select class="picker" data-choice=${name} aria-label=${label}
    @change=${(event: Event) => choose(name, (event.currentTarget as HTMLSelectElement).value as Choices[Name])}>
    ${values.map((value) => html`<option value=${value} lang=${value} ?selected=${choices[name] === value}>${labelOf(value)}</option>`)}
  </select>`
}

/** On or off. */
export function toggle(label: string, checked: boolean, change: (on: boolean) => void): TemplateResult {
  return html`<label class="toggle">
    <input type="checkbox" role="switch" .checked=${checked}
      @change=${(event: Event) => change((event.currentTarget as HTMLInputElement).checked)} />
    <span>${label}</span>
  </label>`
}
