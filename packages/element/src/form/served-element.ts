/**
 * An element that a server may have drawn already, as declarative shadow DOM. This one draws itself anew
 * then, within the same frame; `hydrate.ts` keeps what the server drew.
 */

import { adoptStyles, isServer, LitElement } from 'lit'

export abstract class ServedElement extends LitElement {
  /** Whether it is to be drawn as on a server, where nothing but its own attributes is known. */
  protected asServed: boolean = isServer

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const served = this.shadowRoot
    if (!served) return super.createRenderRoot()
    // Not Lit's own way: where a page has brought Lit's hydration, that would take over what is gone.
    adoptStyles(served, (this.constructor as typeof LitElement).elementStyles)
    this.takeOver(served)
    return served
  }

  /** Does with what a server drew whatever has to be done before the first update. */
  protected takeOver(served: ShadowRoot): void {
    served.replaceChildren()
  }
}
