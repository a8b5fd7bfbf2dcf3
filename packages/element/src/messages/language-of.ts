/** The language of an element: its nearest `lang`, out of shadow trees too; empty where none is told. */
export function languageOf(element: Element): string {
  const told = element.closest('[lang]')?.getAttribute('lang')
  const root = element.getRootNode()
  return told ?? (root instanceof ShadowRoot ? languageOf(root.host) : '')
}

/** Calls back whenever it may have changed, until the returned function is called. */
export function watchLanguage(element: Element, changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  // What changes in a shadow tree is not seen from outside of it.
  for (let node: Node | undefined = element; node; ) {
    const root = node.getRootNode()
    observer.observe(root, { subtree: true, attributeFilter: ['lang'] })
    node = root instanceof ShadowRoot ? root.host : undefined
  }
  return () => observer.disconnect()
}
