/**
 * Parts of an element that only some pages need: each is loaded once, with its style sheet,
 * when it is first needed. Where one cannot be loaded, the element does without.
 */

import { adoptStyles, type CSSResult, type LitElement } from 'lit'
import { loadPart } from '../load-part.ts'

export class OptionalParts {
  readonly #host: LitElement
  readonly #asked = new Set<string>()

  constructor(host: LitElement) {
    this.#host = host
  }

  /** Loads a part unless it was asked for before, and renders the host anew with it. */
  need(name: string, load: () => Promise<{ readonly styles: CSSResult }>): void {
    if (this.#asked.has(name)) return
    this.#asked.add(name)
    loadPart(load()).then((part) => {
      if (!part) return
      const root = this.#host.renderRoot as ShadowRoot
      const { styleSheet } = part.styles
      if (styleSheet) root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet]
      // Safari below 16.4.
      else adoptStyles(root, [part.styles])
      this.#host.requestUpdate()
    })
  }
}
