/**
 * The colours for web views without `light-dark()`: Chrome below 123, Safari below 17.5.
 * Loaded by those alone.
 */

import type { COLOURS } from './colours.ts'

/** Draws an element light or dark, as its `color-scheme` is now. */
export function paint(element: HTMLElement, colours: typeof COLOURS): void {
  const scheme = getComputedStyle(element).colorScheme ?? ''
  const prefersDark = !scheme.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches
  const isDark = scheme.includes('dark') && prefersDark
  for (const [name, light, dark] of colours) {
    element.style.setProperty(`--_${name}`, `var(--dt-${name}, ${isDark ? dark : light})`)
  }
}
