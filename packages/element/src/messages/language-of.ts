/** The language of an element: its nearest `lang`, out of shadow trees too; empty where none is told. */
export function languageOf(element: Element): string {
  const told = element.closest('[lang]')?.getAttribute('lang')
  const root = element.getRootNode()
  return told ?? (root instanceof ShadowRoot ? languageOf(root.host) : '')
}
