/**
 * What `pnpm size` prints: the bytes a page loads, built as the package is built, and how far
 * they moved from the numbers in `size.json`, below which they have to stay: `pnpm size record` writes
 * new ones, so that growth is somebody's decision. The goal is where they are to go. A part that is loaded
 * when it is needed has no number of its own: 2,560 bytes are enough for each.
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build, loadConfigFromFile, type Rolldown } from 'vite'

interface Bundle {
  /** From the root of the project; left out for the package's build for script tags. */
  readonly entry?: string
  /** Imports that the page loads by other means. */
  readonly external?: string
  /** Brotli bytes that we are after. */
  readonly goal?: number
  /** Brotli bytes when last recorded; more than a hundredth above fails. */
  brotli: number
}

const LARGEST_PART = 2560

const root = resolve(import.meta.dirname, '..')
const elementFolder = join(root, 'packages/element')
const file = join(root, '.ci/size.json')
const bundles: Record<string, Bundle> = JSON.parse(readFileSync(file, 'utf8'))

printRow('bundle', ['raw', 'gzip', 'brotli', 'goal', 'moved'])
for (const [name, bundle] of Object.entries(bundles)) {
  const chunks = await built(bundle).catch((error: Error) => error)
  if (chunks instanceof Error) {
    fail(`${name} could not be built: ${chunks.message}`)
    continue
  }
  const atStart = loadedAtStart(chunks)
  const { raw, gzip, brotli } = sizesOf(atStart)
  const moved = brotli - bundle.brotli
  printRow(name, [raw, gzip, brotli, bundle.goal ?? '-', moved > 0 ? `+${moved}` : moved])
  if (process.argv[2] !== 'record' && brotli > bundle.brotli * 1.01) {
    fail(`${name} has grown by ${moved} bytes. If that is worth it: pnpm size record`)
  }
  bundle.brotli = brotli
  if (!bundle.entry) for (const part of chunks) if (!atStart.includes(part)) printPart(part)
}
if (process.argv[2] === 'record') writeFileSync(file, `${JSON.stringify(bundles, undefined, 2)}\n`)

/** The build for script tags as it is published; or, of an entry, what a page's own bundler makes of it. */
async function built({ entry, external }: Bundle): Promise<Rolldown.OutputChunk[]> {
  const found = await loadConfigFromFile({ command: 'build', mode: 'cdn' }, undefined, elementFolder)
  if (!found) throw new Error('packages/element has no vite.config.ts to build it with')
  const { lib, rolldownOptions, ...settings } = found.config.build ?? {}
  const published = { lib, rolldownOptions }
  const inPage = {
    lib: { entry: join(root, entry ?? ''), formats: ['es' as const], fileName: 'bundle' },
    rolldownOptions: {
      // As in an app, whose entry nobody imports: else what lazy parts share with it would be files of their own.
      preserveEntrySignatures: 'allow-extension' as const,
      external: external ? new RegExp(external) : [],
      output: { minify: true },
    },
  }
  const output = await build({
    ...found.config,
    root: elementFolder,
    mode: 'cdn',
    configFile: false,
    logLevel: 'silent',
    build: { ...settings, ...(entry ? inPage : published), write: false },
  })
  const [made] = [output].flat()
  if (!made || !('output' in made)) throw new Error('vite built nothing')
  return made.output.filter((file) => file.type === 'chunk')
}

/** The entry and what it imports; what is loaded when it is needed does not count. */
function loadedAtStart(chunks: readonly Rolldown.OutputChunk[]): readonly Rolldown.OutputChunk[] {
  const needed = new Set(chunks.filter((chunk) => chunk.isEntry))
  for (const { imports } of needed) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) needed.add(chunk)
  }
  return [...needed]
}

function printPart(part: Rolldown.OutputChunk): void {
  const { raw, gzip, brotli } = sizesOf([part])
  printRow(`  when needed: ${part.name}`, [raw, gzip, brotli, LARGEST_PART])
  if (brotli > LARGEST_PART) fail(`${part.name} has more than ${LARGEST_PART} bytes.`)
}

function sizesOf(chunks: readonly Rolldown.OutputChunk[]) {
  const bytes = Buffer.from(chunks.map(({ code }) => code).join(''))
  const gzip = gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }).length
  return { raw: bytes.length, gzip, brotli: brotliCompressSync(bytes).length }
}

function printRow(name: string, cells: readonly (string | number)[]): void {
  console.log(name.padEnd(32) + cells.map((value) => String(value).padStart(9)).join(''))
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
}
