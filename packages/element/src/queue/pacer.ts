/**
 * Keeps the page responsive: many changes are told once, long work is cut in slices.
 */

const FRAME_MS = 16
const SLICE_MS = 5

/** Calls `tell` once for all calls within a frame. The first goes out in a microtask, so a single change shows at once. */
export function coalesce(tell: () => void): () => void {
  let isDue = false
  let toldAt = -FRAME_MS
  const run = () => {
    isDue = false
    toldAt = performance.now()
    tell()
  }
  return () => {
    if (isDue) return
    isDue = true
    const waitMs = toldAt + FRAME_MS - performance.now()
    if (waitMs > 0) setTimeout(run, waitMs)
    else queueMicrotask(run)
  }
}

/** Goes through a list and lets the page breathe now and then. */
export async function forEachSliced<T>(list: Iterable<T>, act: (value: T) => void): Promise<void> {
  let until = performance.now() + SLICE_MS
  for (const value of list) {
    if (performance.now() > until) {
      await new Promise((resolve) => setTimeout(resolve))
      until = performance.now() + SLICE_MS
    }
    act(value)
  }
}
