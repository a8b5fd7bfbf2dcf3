/**
 * The floors of a package, as the tables of `docs/architecture.md` tell them. A place is a folder
 * (`queue/`), a file (`relay.ts`) or another package's entry (`@dt-media/backend/contract`).
 */

export interface Place {
  readonly name: string
  readonly floor: number
  /** Where it stands on its floor, from the left. */
  readonly column: number
}

/** The places of each package, by the package's folder. */
export type Floors = ReadonlyMap<string, readonly Place[]>

/** Reads every table that follows a `### <package>` heading. */
export function readFloors(markdown: string): Floors {
  const floors = new Map<string, Place[]>()
  let places: Place[] = []
  for (const line of markdown.split('\n')) {
    const heading = /^#+ (.+)$/.exec(line)
    const row = /^\| *(\d+) *\|(.+)\|$/.exec(line)
    if (heading) places = []
    if (heading?.[1] && line.startsWith('### ')) floors.set(heading[1], places)
    const names = [...(row?.[2] ?? '').matchAll(/`([^`]+)`/g)]
    places.push(...names.map(([, name = ''], column) => ({ name, floor: Number(row?.[1]), column })))
  }
  return new Map([...floors].filter(([, found]) => found.length > 0))
}

/** The longest place that holds this path; `undefined` for a path that no place holds. */
export function placeOf(path: string, places: readonly Place[]): Place | undefined {
  return places
    .filter(({ name }) => path === name || (name.endsWith('/') && path.startsWith(name)))
    .sort((a, b) => b.name.length - a.name.length)[0]
}
