/**
 * Which rows of a list are drawn, and whose they are. Apart from the views, for the lazy parts share it with the
 * element: what they share with it must not draw in Lit, or the one-file build would be cut in two.
 */

/** More than these, and the list is long: `long-list.ts` draws then what is in sight. */
export const SHOWN_AT_ONCE = 28

/** The row of the item at that place, if it is drawn. */
export function rowAt(rows: readonly HTMLElement[], place: number): HTMLElement | undefined {
  return rows.find((row) => placeOf(row) === place)
}

/** The place of a row's item, from 0. */
export function placeOf(row: Element): number {
  return Number(row.getAttribute('aria-posinset')) - 1
}
