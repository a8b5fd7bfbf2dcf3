/**
 * Draws the end of a cut name up to its ellipsis: a browser cuts between letters and leaves
 * the rest of one empty. Loaded with the first row, and run when a name's room changes.
 */

const brush = document.createElement('canvas').getContext('2d')
// In a frame of its own: what is resized from within the observer makes browsers report a loop as an error of the page's.
const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) if (!isHere(target)) observer.unobserve(target)
  requestAnimationFrame(() => closeGapsOf(entries))
})

function closeGapsOf(entries: readonly ResizeObserverEntry[]): void {
  const heads = entries.flatMap(({ target }) => [
    ...target.querySelectorAll<HTMLElement>('.name > :first-child'),
  ])
  for (const head of heads) head.style.maxWidth = ''
  // All are read before any is written, so that the page is laid out once.
  const widths = heads.map(widthOfShown)
  heads.forEach((head, index) => {
    const width = widths[index]
    if (width) head.style.maxWidth = `${width}px`
  })
}

/** Closes the gaps in all names below a node, now and whenever they are resized. */
export function closeGaps(root: ParentNode): void {
  for (const text of root.querySelectorAll('.item > .text')) {
    if (isHere(text)) observer.observe(text)
    else observer.unobserve(text)
  }
}

/** Not so in another document or none: what is watched across documents is reported as a loop without end. */
function isHere(text: Element): boolean {
  return text.isConnected && text.ownerDocument === document
}

/** How wide what is seen of a cut text is, its ellipsis included; 0 where nothing is cut. */
function widthOfShown(head: HTMLElement): number {
  const text = [...head.childNodes].find((node) => node instanceof Text)
  const room = head.clientWidth
  if (!text || !brush || head.scrollWidth <= room) return 0
  // Not `font`: the shorthand may be empty.
  const { fontSize, fontFamily } = getComputedStyle(head)
  brush.font = `${fontSize} ${fontFamily}`
  const ellipsis = brush.measureText('…').width
  const range = document.createRange()
  range.selectNodeContents(text)
  const widthOf = (end: number) => {
    range.setEnd(text, end)
    return range.getBoundingClientRect().width + ellipsis
  }
  let [fits, tooMany] = [0, text.data.length]
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1
    if (widthOf(middle) > room) tooMany = middle
    else fits = middle
  }
  return Math.min(room, Math.ceil(widthOf(fits)))
}
