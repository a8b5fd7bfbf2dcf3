/**
 * What the page with the strict policy does: everything that an element shows, once. Then it
 * tells the page around it what the policy objected to.
 */

import { fakePng, heldUploader, part, png, until } from './mounted-upload.ts'

const violations: string[] = []
addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
  violations.push(`${effectiveDirective} ${blockedURI} ${sample}`),
)

const element = document.createElement('dt-media-upload')
element.multiple = true
document.body.append(element)
await element.updateComplete
const { uploads, uploader } = heldUploader()
element.uploader = uploader
element.addFiles([png('a.png', 1), fakePng(), png('b.png', 2), new File(['#!AMR\n '], 'c.amr')])
await until(() => uploads.length === 3)
await until(() => element.renderRoot.querySelector('.note') && element.renderRoot.querySelector('img'))
const others = ['grid', 'avatar', 'button'].map((layout) => {
  const other = document.createElement('dt-media-upload')
  Object.assign(other, { layout, multiple: true, sortable: true })
  other.items = ['@media-aaaa', '@media-bbbb'].map((media_id) => ({ media_id, name: `${media_id}.pdf` }))
  document.body.append(other)
  return other
})
await until(() =>
  others.every((other) => other.renderRoot.querySelector('.handle') || other.layout === 'avatar'),
)
await until(() => others.slice(0, 2).every((other) => part(other, 'thumb').offsetWidth === 96))
uploads[0]?.onProgress(5)
uploads[1]?.fail()
uploads[0]?.succeed()
uploads[2]?.succeed()
await until(() => element.items.every(({ phase }) => phase === 'done' || phase === 'failed'))
// The rows follow within a frame or two.
await until(() => element.renderRoot.querySelector('[part~="retry"]'))
await until(() => !element.renderRoot.querySelector('progress'))
part(element, 'remove').click()
await element.updateComplete
const looks = await looksAtRest()
const pictures = [...element.renderRoot.querySelectorAll('img')].map(({ hidden }) => hidden)
// A violation is told in a task of its own.
setTimeout(() => parent.postMessage({ violations, looks, pictures }, '*'), 100)

/** What is drawn, part by part, once it has been the same for as many frames. */
async function looksAtRest(frames = 20): Promise<string[]> {
  for (let before: string[] = [], same = 0; ; ) {
    for (const animation of document.getAnimations()) animation.cancel()
    const now = looksOfParts()
    same = now.join() === before.join() ? same + 1 : 0
    if (same === frames) return now
    before = now
    await new Promise(requestAnimationFrame)
  }
}

function looksOfParts(): string[] {
  const drawn = [element, ...others].flatMap((each) => [
    ...each.renderRoot.querySelectorAll<HTMLElement>('[part]:not([part=name], [part~=meta])'),
  ])
  return drawn.map((each) => {
    const { display, color, backgroundColor, borderTopColor, fontSize, width, height } =
      getComputedStyle(each)
    return [
      each.getAttribute('part'),
      display,
      color,
      backgroundColor,
      borderTopColor,
      fontSize,
      width,
      height,
    ].join()
  })
}
