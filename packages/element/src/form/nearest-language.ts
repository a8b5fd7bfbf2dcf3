/**
 * The language an element stands in, followed live. One observer serves the whole page.
 */

const followers = new Set<() => void>()
let observer: MutationObserver | undefined

/** The nearest `lang` upward, through shadow roots; empty when none is told. */
export function nearestLanguage(element: Element): string {
  for (let at: Element | undefined = element; at; ) {
    const told: Element | null = at.closest('[lang]')
    if (told) return told.getAttribute('lang') ?? ''
    const root: Node = at.getRootNode()
    at = root instanceof ShadowRoot ? root.host : undefined
  }
  return ''
}

/** Calls back whenever a `lang` in the page changes, until the returned function is called. */
export function followLanguage(changed: () => void): () => void {
  if (!observer) {
    observer = new MutationObserver(() => {
      for (const follower of followers) follower()
    })
    observer.observe(document.documentElement, { subtree: true, attributeFilter: ['lang'] })
  }
  followers.add(changed)
  return () => {
    followers.delete(changed)
    if (followers.size > 0) return
    observer?.disconnect()
    observer = undefined
  }
}
