/**
 * How far uploads are.
 */

import type { MediaEventDetails } from './events.ts'
import type { Item } from './item.ts'
import type { Upload } from './upload.ts'

/** 0 to 100 by bytes; what failed is left out. */
export function progressOf(uploads: readonly Upload[]): number {
  let loaded = 0
  let total = 0
  for (const { item, loadedBytes } of uploads) {
    if (item.phase === 'failed') continue
    // One more for each, so that media of unknown size counts as well.
    total += item.size + 1
    loaded += item.phase === 'done' ? item.size + 1 : loadedBytes
  }
  return total && (loaded / total) * 100
}

/** The detail of `media-progress`, with the pace since the attempt began. */
export function progressDetail(
  item: Item,
  loaded: number,
  elapsedMs: number,
): MediaEventDetails['media-progress'] {
  const { size: total, percent } = item
  const rate = loaded / Math.max(elapsedMs / 1000, 0.001)
  return {
    item,
    loaded,
    total,
    percent,
    bytes_per_second: Math.round(rate),
    seconds_left: rate ? (total - loaded) / rate : Infinity,
  }
}
