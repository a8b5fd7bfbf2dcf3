/** The markup that gives the element above its present shape, to be copied. */
import { html, type TemplateResult } from 'lit'
import type { Choices } from './choices.ts'
import type { Words } from './words/en.ts'

/** What a page has to hold. */
export function writeSnippet(choices: Choices): string {
  const attributes = [
    'id="uploader"',
    'endpoint="https://relay.example.com/"',
    ...(choices.mediaType === 'auto' ? [] : [`media-type="${choices.mediaType}"`]),
    ...(choices.layout === 'zone' ? [] : [`layout="${choices.layout}"`]),
    ...(choices.multiple === 'on' ? ['multiple'] : []),
    ...(['manual', 'fit', 'sortable', 'record'] as const).filter((name) => choices[name] === 'on'),
  ]
  return `<dt-media-upload
  ${attributes.join('\n  ')}
></dt-media-upload>

<script type="module">
  import '@dt-media/element'

  const uploader = document.querySelector('#uploader')
  uploader.addEventListener('media-uploaded', (event) => {
    console.log(event.detail.name, event.detail.media_id)
  })
</script>`
}

/** The markup in a card, with a button that copies it. */
export function snippetCard(choices: Choices, words: Words): TemplateResult {
  const snippet = writeSnippet(choices)
  const copy = async ({ currentTarget }: Event) => {
    if (!(currentTarget instanceof HTMLElement)) return
    await navigator.clipboard.writeText(snippet)
    currentTarget.textContent = words.copied
    setTimeout(() => {
      currentTarget.textContent = words.copy
    }, 1600)
  }
  return html`<section class="card snippet">
    <header><h2>${words.codeTitle}</h2><button class="quiet" type="button" @click=${copy} .textContent=${words.copy}></button></header>
    <p>${words.codeIntro}</p>
    <pre dir="ltr" tabindex="0"><code>${snippet}</code></pre>
  </section>`
}
