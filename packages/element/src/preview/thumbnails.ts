/**
 * Small pictures of the files, as their rows come into sight. An object URL keeps its file alive,
 * so each is given back as soon as its item is gone.
 */

import type { MediaType } from '@dt-media/backend/contract'
import { loadPart } from '../load-part.ts'
import type { Glimpse } from './glimpse.ts'

export interface Pictured {
  readonly id: string
  readonly file?: File
  readonly media_type: MediaType
}

export class Thumbnails {
  readonly #changed: () => void
  /** By item id; one that is looked for is empty until it is found. */
  readonly #found = new Map<string, Glimpse & { readonly file?: File }>()
  #looking: Promise<unknown> = Promise.resolve()

  /** `changed` is called when there is more to show. */
  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** What there is to show of a file; more may be found later. */
  of({ id, file, media_type }: Pictured): Glimpse {
    const found = this.#found.get(id)
    // A picture that was made to fit is another file.
    if (found?.file === file) return found ?? {}
    this.#forget(id)
    if (!file || media_type === 'file') return {}
    const isPicture = media_type === 'image'
    const first = isPicture ? { file, pictureUrl: URL.createObjectURL(file) } : { file }
    this.#found.set(id, first)
    if (!isPicture) this.#look(id, file, media_type)
    return first
  }

  /** Gives back the pictures of all but these. */
  keep(items: readonly Pictured[]): void {
    if (this.#found.size === 0) return
    const ids = new Set(items.map((item) => item.id))
    for (const id of this.#found.keys()) if (!ids.has(id)) this.#forget(id)
  }

  /** One after the other: each decodes a video. */
  #look(id: string, file: File, type: MediaType): void {
    const isWanted = () => this.#found.get(id)?.file === file
    this.#looking = this.#looking.then(async () => {
      const part = isWanted() && (await loadPart(import('./glimpse.ts')))
      if (!part) return
      const found = await part.glimpse(file, type)
      if (isWanted()) this.#found.set(id, { ...found, file })
      else if (found.pictureUrl) URL.revokeObjectURL(found.pictureUrl)
      this.#changed()
    })
  }

  #forget(id: string): void {
    const { pictureUrl } = this.#found.get(id) ?? {}
    if (pictureUrl) URL.revokeObjectURL(pictureUrl)
    this.#found.delete(id)
  }
}
