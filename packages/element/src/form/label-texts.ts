/** The texts of an element's labels: outside, of an `<input>` inside, and in the slot for it. */
export function labelTexts(element: HTMLElement, outside: Iterable<Node>): string[] {
  const ofInput = element.querySelector<HTMLInputElement>(':scope > input')?.labels ?? []
  const labels = [...outside, ...ofInput, ...element.querySelectorAll(':scope > [slot="label"]')]
  return labels.map(({ textContent }) => textContent?.trim() ?? '')
}
