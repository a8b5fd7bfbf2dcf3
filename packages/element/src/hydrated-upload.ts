/**
 * The element for pages that a server draws: its first rendering is the server's, and in the browser it keeps
 * the nodes that stand there already, with the focus in them.
 */

import { hydrate } from '@lit-labs/ssr-client'
import { type CSSResult, isServer, type PropertyValues, render } from 'lit'
import { DtMediaUpload } from './dt-media-upload.ts'
import { handFocus } from './form/adopt-input.ts'
import { languageOf } from './messages/language-of.ts'
import { loadLanguage } from './messages/locale.ts'
import { servedStyles } from './views/served-styles.ts'
import { servedInput, servedPrompt } from './views/served-view.ts'

export class HydratedUpload extends DtMediaUpload {
  static override styles: CSSResult[] = [...DtMediaUpload.styles, servedStyles]

  protected override takeOver(served: ShadowRoot): void {
    // The same rules have just been adopted.
    for (const style of served.querySelectorAll('style')) style.remove()
    this.asServed = true
  }

  /** What a server wrote in another language stays until that is there. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.asServed) await Promise.all([this.language, languageOf(this)].map(loadLanguage))
    super.scheduleUpdate()
  }

  protected override update(changed: PropertyValues): void {
    if (this.asServed && !isServer) {
      keepServed(this.renderRoot as ShadowRoot, this.render(), this.renderOptions)
      this.asServed = false
      super.willUpdate()
      // Once its place is gone, so is the focus.
      const focused = (this.getRootNode() as Document).activeElement
      if (focused instanceof HTMLInputElement && focused.parentNode === this) {
        queueMicrotask(() => handFocus(focused, this))
      }
    }
    super.update(changed)
  }

  /** A fieldset around it is nothing that a server knows of. */
  protected override get inactive(): boolean {
    return this.asServed ? this.disabled : super.inactive
  }

  protected override get prompt(): unknown {
    return this.asServed ? servedPrompt(this.words(true), this.words(false)) : super.prompt
  }

  protected override get inZone(): unknown {
    return this.asServed ? servedInput : super.inZone
  }
}

/**
 * Has Lit go on from what a server drew, or clears it, where that is not what would be drawn here: by another
 * version, in other words, with properties that a script has set since.
 */
function keepServed(root: ShadowRoot, drawn: unknown, options: object): void {
  const copy = document.createElement('div')
  const own = document.createElement('div')
  copy.append(...[...root.childNodes].map((node) => node.cloneNode(true)))
  render(drawn, own)
  try {
    if (withoutComments(copy).isEqualNode(withoutComments(own))) {
      hydrate(drawn, root, options)
      return
    }
  } catch {
    // The same nodes, but made of other templates.
  }
  root.replaceChildren()
}

function withoutComments(node: Node): Node {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_COMMENT)
  const comments: Node[] = []
  while (walker.nextNode()) comments.push(walker.currentNode)
  for (const comment of comments) comment.parentNode?.removeChild(comment)
  node.normalize()
  return node
}
