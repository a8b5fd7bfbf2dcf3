/**
 * `<input type="file">` as a child of the element: it serves before the script and without one. From here on
 * the element stands in for it, and the form never gets its files twice. Loaded by those that have one.
 */

/** What an input tells its element, where that was told nothing. */
export interface Adopting extends HTMLElement {
  name: string
  accept: string
  required: boolean
  multiple: boolean
  directory: boolean
  capture: string | null
  showPicker(): void
}

/** Moves the focus from an input into its element. */
export function handFocus(input: HTMLElement, element: HTMLElement): void {
  // Else nothing would move: the element counts as focused while a child of its is.
  input.blur()
  element.focus()
}

const adopted = new WeakSet<HTMLInputElement>()

/** Takes an input over, and the files that were picked in it or are ever put there; once. */
export function adoptInput(input: HTMLInputElement, element: Adopting, take: (files: File[]) => void): void {
  if (adopted.has(input)) return
  adopted.add(input)
  element.name ||= input.name
  element.accept ||= input.accept
  element.required ||= input.required
  element.multiple ||= input.multiple
  element.directory ||= input.webkitdirectory
  element.capture ??= input.getAttribute('capture')
  const form = input.getAttribute('form')
  // Empty where the element was copied with an input that had been taken over.
  if (form && !element.hasAttribute('form')) element.setAttribute('form', form)
  const empty = () => {
    const files = [...(input.files ?? [])]
    input.value = ''
    if (files.length > 0) take(files)
  }
  // It is out of sight by now.
  if ((input.getRootNode() as Document | ShadowRoot).activeElement === input) handFocus(input, element)
  // In no form, and so neither sent nor asked for; not disabled, so that its `<label>` still clicks it.
  input.setAttribute('form', '')
  empty()
  for (const type of ['input', 'change', 'cancel'] as const) {
    // Nobody but a script, or a browser that restores the page, gives it files now.
    input.addEventListener(type, (event) => {
      event.stopPropagation()
      empty()
    })
  }
  input.addEventListener('click', (event) => {
    event.preventDefault()
    event.stopPropagation()
    element.showPicker()
  })
}
