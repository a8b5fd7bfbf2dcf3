/**
 * The colours, each once for light and once for dark. Every pair of text and ground has a
 * contrast of 4.5 at least, every line that means something 3.
 */

/** What `--dt-…` sets, and what stands without it. */
export const COLOURS: readonly (readonly [name: string, light: string, dark: string])[] = [
  ['accent', '#1677ff', '#4c9aff'],
  ['success', '#2e8540', '#5cc878'],
  ['danger', '#c9372c', '#ff8577'],
  ['surface', '#fff', '#1b1e23'],
  ['raised', '#f3f4f6', '#292d34'],
  ['line', '#8a919c', '#727a86'],
  ['text', '#1c2026', '#eef0f3'],
  ['muted', '#5b6370', '#a4acb8'],
]
