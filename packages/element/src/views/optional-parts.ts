/**
 * Parts of an element that only some pages need: each is loaded once, with its style sheet,
 * when it is first needed. Where one cannot be loaded, the element does without.
 */

import { type CSSResult, isServer } from 'lit'
import { loadPart } from '../load-part.ts'

export class OptionalParts {
  readonly #arrived: (styles: CSSResult) => void
  readonly #asked = new Map<string, Promise<void>>()

  /** Calls `arrived` with the styles of each part that has come. */
  constructor(arrived: (styles: CSSResult) => void) {
    this.#arrived = arrived
  }

  /** Loads a part unless it was asked for before, and tells that it arrived; resolves then, or when it is missing. */
  need(name: string, load: () => Promise<{ readonly styles: CSSResult }>): Promise<void> {
    const asked = this.#asked.get(name) ?? this.#load(load)
    this.#asked.set(name, asked)
    return asked
  }

  async #load(load: () => Promise<{ readonly styles: CSSResult }>): Promise<void> {
    if (isServer) return
    const part = await loadPart(load())
    if (part) this.#arrived(part.styles)
  }
}
