/**
 * Light or dark where CSS cannot ask: web views without `light-dark()`.
 */

/** Whether an element is drawn dark; always false where CSS decides by itself. */
export function needsDark(element: Element): boolean {
  if (CSS.supports('color', 'light-dark(red, red)')) return false
  const scheme = getComputedStyle(element).colorScheme ?? ''
  return (
    scheme.includes('dark') &&
    (!scheme.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches)
  )
}
