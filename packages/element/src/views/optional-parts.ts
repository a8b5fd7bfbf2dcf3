/**
 * Parts of an element that only some pages need: each is loaded once, with its style sheet,
 * when it is first needed. Where one cannot be loaded, the element does without.
 */

import { adoptStyles, type CSSResult, isServer, type LitElement } from 'lit'
import { loadPart } from '../load-part.ts'

export class OptionalParts {
  readonly #host: LitElement
  readonly #asked = new Map<string, Promise<void>>()

  constructor(host: LitElement) {
    this.#host = host
  }

  /** Loads a part unless it was asked for before, and renders the host anew with it; resolves then, or when it is missing. */
  need(name: string, load: () => Promise<{ readonly styles: CSSResult }>): Promise<void> {
    const asked = this.#asked.get(name) ?? this.#load(load)
    this.#asked.set(name, asked)
    return asked
  }

  async #load(load: () => Promise<{ readonly styles: CSSResult }>): Promise<void> {
    if (isServer) return
    await loadPart(load()).then((part) => {
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
