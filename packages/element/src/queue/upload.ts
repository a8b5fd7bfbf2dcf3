/**
 * What a queue keeps beside an item; nobody else sees it.
 */

import { extensionOf, mediaTypeOf } from '@dt-media/backend/contract'
import { fileKey } from '../checks/check-file.ts'
import type { Rejection } from '../checks/rejection.ts'
import type { Item } from './item.ts'

export interface Upload {
  item: Item
  /** Passed all checks. */
  checked: boolean
  /** Of the file as it was picked; makes it a duplicate. */
  readonly key: string | undefined
  /** Why the file as it was picked cannot be uploaded; `fit` may mend it. */
  refusal?: Rejection | undefined
  /** As it was picked, where `fit` made another of it. */
  original?: File | undefined
  /** May start without `upload()`. */
  released: boolean
  /** Set while it is checked or attempts are made; aborting it ends them. */
  run?: AbortController | undefined
  /** In this attempt. */
  loadedBytes: number
  /** When progress was last told, by `performance.now()`. */
  toldAt: number
}

// Unique even where two versions of the element share a page; `randomUUID` needs a secure context. One for all: for
// thousands it would be a good part of what listing them takes.
const idPrefix = Math.random().toString(36).slice(2)
let count = 0

/** An upload around an item, of which only what is known must be given. */
export function createUpload(known: Pick<Item, 'name' | 'phase'> & Partial<Item>, released = true): Upload {
  const item: Item = {
    type: '',
    percent: 0,
    attempts: 0,
    ...known,
    id: `${idPrefix}-${count++}`,
    size: known.size ?? 0,
    media_type: known.media_type ?? mediaTypeOf(extensionOf(known.name)) ?? 'file',
  }
  const key = item.file && fileKey(item.file)
  return { item, key, checked: false, released, loadedBytes: 0, toldAt: -Infinity }
}
