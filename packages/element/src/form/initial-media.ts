/**
 * `<data value="@lAD…">contract.pdf</data>`: media uploaded before, told by the page's own
 * markup, so that a server can write it and no script is needed.
 */

export interface InitialMedia {
  readonly media_id: string
  readonly name: string
}

/** The media that an element's own children tell. */
export function initialMedia(element: HTMLElement): InitialMedia[] {
  return [...element.querySelectorAll<HTMLDataElement>(':scope > data[value]')].map((data) => ({
    media_id: data.value,
    name: data.textContent?.trim() || data.value,
  }))
}
