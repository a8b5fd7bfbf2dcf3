/**
 * Takes files from the pick to the `media_id`: checks them, uploads a few at a time, tries
 * again what may succeed later. Knows no user interface; that one listens to `change`.
 */

import type { MediaType } from '@dt-media/backend/contract'
import type { FileSource } from './events.ts'
import type { Item } from './item.ts'
import type { QueueOptions } from './queue-options.ts'

/** Media that was uploaded before. */
export interface UploadedMedia {
  readonly media_id: string
  readonly name: string
  /** @default by the name */
  readonly media_type?: MediaType
  readonly size?: number
}

/**
 * Fires `change` after its items changed, at most once per frame.
 *
 * @fires {Event} change - Items were added, removed, moved or replaced.
 */
export class UploadQueue extends EventTarget {
  /** The public events go to `target`: the element, or else the queue itself. */
  constructor(options: Partial<QueueOptions> = {}, target?: EventTarget) {
    super()
    void options
    void target
  }

  /** Changes options while it runs; `undefined` stands for the default. */
  configure(options: Partial<QueueOptions>): void {
    void options
  }

  /** All items in the order of the list. A new array whenever anything changed. */
  get items(): readonly Item[] {
    return []
  }

  /** 0 to 100, by bytes over all items that have not failed. */
  get progress(): number {
    return 0
  }

  /** Whether anything goes on, or will by itself. Paused and not yet released items do not count. */
  get busy(): boolean {
    return false
  }

  /** Checks files and lists those that pass. Ends when all are checked; uploads may still run. */
  async add(files: Iterable<File>, source: FileSource = 'api'): Promise<void> {
    void files
    void source
  }

  /** Lists media that was uploaded before, as done. */
  restore(media: Iterable<UploadedMedia>): void {
    void media
  }

  /** Releases everything that waits; needed with `manual`, and ends a pause. */
  upload(): void {}

  /** Begins nothing new. Items still sending stop and begin anew later; those being relayed finish. */
  pause(): void {}

  /** Goes on after `pause()` or `dispose()`. */
  resume(): void {}

  /** Tries a failed item again with all its retries; without one, every failed item that may succeed. */
  retry(item?: Item): void {
    void item
  }

  /** Stops an item, or all that have not ended: failed as `aborted`, retriable, without `media-failed`. */
  abort(item?: Item): void {
    void item
  }

  /** Asks with `media-remove`, then stops and forgets the item. */
  remove(item: Item): void {
    void item
  }

  /** Moves an item to another place in the list. */
  move(item: Item, index: number): void {
    void item
    void index
  }

  /** Removes all items without asking. */
  clear(): void {}

  /** Stops everything at once, and no public event follows; `resume()` takes it up again. */
  dispose(): void {}
}
