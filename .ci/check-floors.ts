/**
 * Holds every import of `packages/*` to the floors in `docs/architecture.md`: down, or to the
 * right on one floor. Tests may import from anywhere, but they have their place as well.
 */

import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { type Place, placeOf, readFloors } from './floors.ts'
import { importsOf, type SourceImport } from './imports-of.ts'

/** One line for each import that the floors do not allow, and for each file without a place. */
export function checkFloors(root: string): string[] {
  const floors = readFloors(readFileSync(join(root, 'docs/architecture.md'), 'utf8'))
  const packages = globSync('packages/*/src', { cwd: root }).map((folder) => dirname(folder))
  return packages.flatMap((folder) => {
    const places = floors.get(folder.split(sep)[1] ?? '')
    return places ? checkPackage(root, folder, places) : [`${folder} has no floors in docs/architecture.md`]
  })
}

function checkPackage(root: string, folder: string, places: readonly Place[]): string[] {
  const sources = join(root, folder, 'src')
  const paths = globSync('**/*.{ts,tsx}', { cwd: sources }).sort()
  return paths.flatMap((path) => {
    const file = join(folder, 'src', path)
    const from = placeOf(testedFile(slashed(path), places), places)
    if (!from) return [`${file} is in no place of docs/architecture.md`]
    return importsOf(file, readFileSync(join(sources, path), 'utf8')).flatMap((each) => {
      const to = targetOf(path, each, sources)
      const problem = isTest(path) ? objectToTest(to, folder) : objectTo(from, to, places)
      return problem ? [`${file}:${each.line} ${problem}`] : []
    })
  })
}

/** What an import leads to: a path within the package's sources, or a specifier as it stands. */
function targetOf(path: string, { specifier }: SourceImport, sources: string): string {
  if (!specifier.startsWith('.')) return specifier
  return slashed(relative(sources, resolve(sources, dirname(path), specifier)))
}

function objectTo(from: Place, target: string, places: readonly Place[]): string | undefined {
  const to = placeOf(target, places)
  if (!to)
    return isOurs(target) ? `imports ${target}, which is in no place of its package's floors` : undefined
  if (isTest(target)) return `imports test code: ${target}`
  if (to === from || to.floor < from.floor) return undefined
  if (to.floor === from.floor && to.column > from.column) return undefined
  const direction = to.floor > from.floor ? 'upward' : 'to the left'
  return `imports ${direction}: ${from.name} (floor ${from.floor}) -> ${to.name} (floor ${to.floor})`
}

// The backend stands below the element, in its tests too.
function objectToTest(target: string, folder: string): string | undefined {
  const upward = folder.endsWith('backend') && /^@dt-media\/element\b|^\.\..*\belement\//.test(target)
  return upward ? `imports upward: backend -> ${target}` : undefined
}

/** For a test beside a file that is a place, that file: `relay-ends.test.ts` belongs to `relay.ts`. */
function testedFile(path: string, places: readonly Place[]): string {
  const beside = places.find(({ name }) => {
    const stem = name.replace(/\.tsx?$/, '')
    return stem !== name && isTest(path) && (path.startsWith(`${stem}.`) || path.startsWith(`${stem}-`))
  })
  return beside?.name ?? path
}

function isOurs(target: string): boolean {
  return target.startsWith('@dt-media/') || target.startsWith('..') || /\.tsx?$/.test(target)
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || slashed(path).split('/').includes('testing')
}

function slashed(path: string): string {
  return path.split(sep).join('/')
}

if (import.meta.main) {
  const problems = checkFloors(resolve(import.meta.dirname, '..'))
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
