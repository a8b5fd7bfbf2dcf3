/**
 * The uploads of a queue in their order, and what must be known about all of them together
 * without going through them again for every file.
 */

import type { Listed } from '../checks/check-file.ts'
import type { Item } from './item.ts'
import type { Upload } from './upload.ts'

export class UploadList implements Listed {
  readonly keys = new Set<string>()
  bytes = 0
  /** By name and size of the file as it was picked, in the order in which they came. */
  readonly #alike = new Map<string, Upload[]>()
  /** By item id. */
  #uploads = new Map<string, Upload>()
  #items: readonly Item[] | undefined
  readonly #onChange: () => void

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  get count(): number {
    return this.#uploads.size
  }

  /** A new array whenever anything changed. */
  get items(): readonly Item[] {
    this.#items ??= this.all().map(({ item }) => item)
    return this.#items
  }

  /** All as they are now, or the one of an item, if it is still listed. */
  all(item?: Item): Upload[] {
    return [...this.#uploads.values()].filter((upload) => !item || upload.item.id === item.id)
  }

  /** Those that came before with the same name and size, and so may be the same file. */
  twinsOf(upload: Upload): readonly Upload[] {
    const alike = this.#alike.get(alikeKey(upload)) ?? []
    return alike.slice(0, alike.indexOf(upload))
  }

  has({ item }: Upload): boolean {
    return this.#uploads.has(item.id)
  }

  add(upload: Upload): Upload {
    this.#count(upload, 1)
    this.#uploads.set(upload.item.id, upload)
    this.#changed()
    return upload
  }

  delete(upload: Upload): void {
    if (this.#uploads.delete(upload.item.id)) this.#count(upload, -1)
    this.#changed()
  }

  /** Puts an item with these changes in the place of the one before. */
  set(upload: Upload, changes: Partial<Item>): void {
    this.bytes -= upload.item.size
    upload.item = { ...upload.item, ...changes }
    this.bytes += upload.item.size
    this.#changed()
  }

  move(upload: Upload, index: number): void {
    const order = this.all().filter((other) => other !== upload)
    order.splice(index, 0, upload)
    this.#uploads = new Map(order.map((each) => [each.item.id, each]))
    this.#changed()
  }

  #count(upload: Upload, sign: 1 | -1): void {
    const { item, key } = upload
    this.bytes += item.size * sign
    if (!key) return
    this.keys[sign > 0 ? 'add' : 'delete'](key)
    const alike = this.#alike.get(alikeKey(upload)) ?? []
    this.#alike.set(alikeKey(upload), sign > 0 ? [...alike, upload] : alike.filter((each) => each !== upload))
  }

  #changed(): void {
    this.#items = undefined
    this.#onChange()
  }
}

function alikeKey({ item, original = item.file }: Upload): string {
  return `${original?.size}/${original?.name}`
}
