/**
 * What a queue keeps beside an item; nobody else sees it.
 */

import { extensionOf, mediaTypeOf } from '@dt-media/backend/contract'
import type { Item } from './item.ts'

export interface Upload {
  item: Item
  /** Passed all checks. */
  checked: boolean
  /** May start without `upload()`. */
  released: boolean
  /** Set while attempts are made; aborting it ends them. */
  run?: AbortController | undefined
  /** In this attempt. */
  loadedBytes: number
  /** When progress was last told, by `performance.now()`. */
  toldAt: number
}

/** An upload around an item, of which only what is known must be given. */
export function createUpload(known: Pick<Item, 'name' | 'phase'> & Partial<Item>, released = true): Upload {
  const item: Item = {
    type: '',
    percent: 0,
    attempts: 0,
    ...known,
    // Unique even where two versions of the element share a page; `randomUUID` needs a secure context.
    id: Math.random().toString(36).slice(2),
    size: known.size ?? 0,
    media_type: known.media_type ?? mediaTypeOf(extensionOf(known.name)) ?? 'file',
  }
  return { item, checked: false, released, loadedBytes: 0, toldAt: -Infinity }
}
