/**
 * Stands for Lit's module of this name inside the one-file build: the same without questions about what is put into a
 * style sheet, and without sheets that a page made itself.
 */

export const supportsAdoptingStyleSheets: boolean =
  'adoptedStyleSheets' in Document.prototype && 'replace' in CSSStyleSheet.prototype

export class CSSResult {
  // By which another Lit of the page knows it.
  readonly _$cssResult$ = true
  readonly cssText: string
  #styleSheet: CSSStyleSheet | undefined

  constructor(cssText: string) {
    this.cssText = cssText
  }

  get styleSheet(): CSSStyleSheet | undefined {
    if (supportsAdoptingStyleSheets && !this.#styleSheet) {
      this.#styleSheet = new CSSStyleSheet()
      this.#styleSheet.replaceSync(this.cssText)
    }
    return this.#styleSheet
  }

  toString(): string {
    return this.cssText
  }
}

export const unsafeCSS = (text: string): CSSResult => new CSSResult(text)

export const css = (raw: TemplateStringsArray, ...values: readonly CSSResult[]): CSSResult =>
  unsafeCSS(String.raw({ raw }, ...values))

export const getCompatibleStyle = (styles: CSSResult): CSSResult => styles

export function adoptStyles(root: ShadowRoot, all: readonly CSSResult[]): void {
  if (supportsAdoptingStyleSheets) {
    root.adoptedStyleSheets = all.map(({ styleSheet }) => styleSheet as CSSStyleSheet)
    return
  }
  for (const { cssText } of all) {
    const style = document.createElement('style')
    const { litNonce } = globalThis as { litNonce?: string }
    if (litNonce !== undefined) style.setAttribute('nonce', litNonce)
    style.textContent = cssText
    root.append(style)
  }
}
