/** Defines the element and keeps a record of what it tells, for a test to read. */

import '../../packages/element/src/index.ts'

declare global {
  interface Window {
    heardEvents: { name: string; detail: unknown }[]
  }
}

window.heardEvents = []

const NAMES = ['media-uploaded', 'media-failed', 'media-rejected', 'media-removed', 'media-complete'] as const

for (const name of NAMES) {
  document.addEventListener(name, (event) => {
    const { file, ...detail } = (event as CustomEvent).detail
    // A file has no JSON of its own.
    window.heardEvents.push({ name, detail: { ...detail, ...(file && { file: { name: file.name } }) } })
  })
}
