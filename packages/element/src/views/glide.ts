/**
 * Lets rows and tiles glide to their new places when one above them goes or moves.
 */

/** Does a change, and moves what is elsewhere after it from where it was. */
export async function glide(
  rows: () => readonly HTMLElement[],
  change: () => Promise<unknown>,
): Promise<void> {
  const before = new Map(rows().map((row) => [row, row.getBoundingClientRect()]))
  // One that still glides would be measured, and scrolled to, where it is not.
  for (const row of before.keys()) for (const animation of row.getAnimations()) animation.cancel()
  await change()
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  for (const row of rows()) {
    const was = before.get(row)
    const is = row.getBoundingClientRect()
    if (!was || (was.x === is.x && was.y === is.y)) continue
    const from = `translate(${was.x - is.x}px,${was.y - is.y}px)`
    // As long as it took to arrive.
    const duration = Number.parseFloat(getComputedStyle(row).animationDuration) * 1000 || 0
    row.animate({ transform: [from, 'none'] }, { duration, easing: 'ease-out' })
  }
}
