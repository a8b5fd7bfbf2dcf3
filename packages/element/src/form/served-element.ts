/**
 * An element that a server may have drawn already, as declarative shadow DOM. This one draws itself anew
 * then, within the same frame; `hydrate.ts` keeps what the server drew.
 */

import { adoptStyles, type CSSResult, isServer, LitElement, supportsAdoptingStyleSheets } from 'lit'

export abstract class ServedElement extends LitElement {
  /** Whether it is to be drawn as on a server, where nothing but its own attributes is known. */
  protected asServed: boolean = isServer
  readonly #worn: CSSResult[] = []

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    if (isServer) return super.createRenderRoot()
    // Not Lit's own way: its sheets are good in one document alone, and where a page has brought Lit's
    // hydration, that would take over what is gone.
    const { elementStyles, shadowRootOptions } = this.constructor as typeof LitElement
    const served = this.shadowRoot
    const root = served ?? this.attachShadow(shadowRootOptions)
    this.wear(elementStyles as CSSResult[])
    if (served) this.takeOver(served)
    return root
  }

  /** Does with what a server drew whatever has to be done before the first update. */
  protected takeOver(served: ShadowRoot): void {
    served.replaceChildren()
  }

  /** Is shown by these styles as well, from now on. */
  protected wear(styles: readonly CSSResult[]): void {
    this.#worn.push(...styles)
    const root = this.shadowRoot as ShadowRoot
    if (supportsAdoptingStyleSheets) {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheetsIn(this.ownerDocument, styles)]
    }
    // Safari below 16.4.
    else adoptStyles(root, [...styles])
  }

  /** Another document takes none of the sheets of the one before. */
  adoptedCallback(): void {
    if (!supportsAdoptingStyleSheets || !this.shadowRoot) return
    this.shadowRoot.adoptedStyleSheets = sheetsIn(this.ownerDocument, this.#worn)
  }
}

/** These styles for a document; none for one without a window, which shows nothing. */
function sheetsIn({ defaultView: view }: Document, styles: readonly CSSResult[]): CSSStyleSheet[] {
  if (!view) return []
  return styles.flatMap(({ styleSheet, cssText }) => {
    if (view === window) return styleSheet ?? []
    const sheet = new view.CSSStyleSheet()
    sheet.replaceSync(cssText)
    return sheet
  })
}
