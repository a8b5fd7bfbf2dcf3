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
    window.heardEvents.push({ name, detail: (event as CustomEvent).detail })
  })
}
