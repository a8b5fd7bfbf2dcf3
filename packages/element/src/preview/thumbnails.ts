/**
 * Small pictures of the files that are pictures. An object URL keeps its file alive, so
 * each is given back as soon as its item is gone.
 */

export interface Pictured {
  readonly id: string
  readonly file?: File
}

export class Thumbnails {
  readonly #urls = new Map<string, { readonly file: File; readonly url: string }>()

  /** An address for `<img>`; `undefined` when the file is no picture. */
  urlOf({ id, file }: Pictured): string | undefined {
    if (!file?.type.startsWith('image/')) return undefined
    const made = this.#urls.get(id)
    if (made?.file === file) return made.url
    // `fit` puts another picture in the place of the first.
    if (made) URL.revokeObjectURL(made.url)
    const url = URL.createObjectURL(file)
    this.#urls.set(id, { file, url })
    return url
  }

  /** Gives back the pictures of all but these. */
  keep(items: readonly Pictured[]): void {
    if (this.#urls.size === 0) return
    const ids = new Set(items.map((item) => item.id))
    for (const [id, { url }] of this.#urls) {
      if (ids.has(id)) continue
      URL.revokeObjectURL(url)
      this.#urls.delete(id)
    }
  }
}
