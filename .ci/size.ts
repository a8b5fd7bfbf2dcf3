/**
 * What `pnpm size` prints: the bytes a page loads, built as the package is built, and how far
 * they moved from the numbers in `size.json`, below which they have to stay: `pnpm size record` writes
 * new ones, so that growth is somebody's decision. The goal is where they are to go.
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build, loadConfigFromFile, type Rolldown } from 'vite'

interface Bundle {
  /** From the root of the project; left out for the package's one-file build. */
  readonly entry?: string
  /** Imports that the page loads by other means. */
  readonly external?: string
  /** Brotli bytes that we are after. */
  readonly goal?: number
  /** Brotli bytes when last recorded; more than a hundredth above fails. */
  brotli: number
}

const root = resolve(import.meta.dirname, '..')
const elementFolder = join(root, 'packages/element')
const file = join(root, '.ci/size.json')
const bundles: Record<string, Bundle> = JSON.parse(readFileSync(file, 'utf8'))

console.log(`${'bundle'.padEnd(24)}${['raw', 'gzip', 'brotli', 'goal', 'moved'].map(cell).join('')}`)
for (const [name, bundle] of Object.entries(bundles)) {
  const code = await bundled(bundle).catch((error: Error) => error)
  if (code instanceof Error) {
    console.error(`${name} could not be built: ${code.message}`)
    process.exitCode = 1
    continue
  }
  const bytes = Buffer.from(code)
  const brotli = brotliCompressSync(bytes).length
  const gzip = gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }).length
  const moved = brotli - bundle.brotli
  const cells = [bytes.length, gzip, brotli, bundle.goal ?? '-', moved > 0 ? `+${moved}` : moved]
  console.log(`${name.padEnd(24)}${cells.map(cell).join('')}`)
  if (process.argv[2] !== 'record' && brotli > bundle.brotli * 1.01) {
    console.error(`${name} has grown by ${moved} bytes. If that is worth it: pnpm size record`)
    process.exitCode = 1
  }
  bundle.brotli = brotli
}
if (process.argv[2] === 'record') writeFileSync(file, `${JSON.stringify(bundles, undefined, 2)}\n`)

/** The one-file build as it is published; or, of an entry, what a page's own bundler makes of it. */
async function bundled({ entry, external }: Bundle): Promise<string> {
  const found = await loadConfigFromFile({ command: 'build', mode: 'cdn' }, undefined, elementFolder)
  if (!found) throw new Error('packages/element has no vite.config.ts to build it with')
  const { lib, rolldownOptions, ...settings } = found.config.build ?? {}
  const published = { lib, rolldownOptions }
  const inPage = {
    lib: { entry: join(root, entry ?? ''), formats: ['es' as const], fileName: 'bundle' },
    rolldownOptions: { external: external ? new RegExp(external) : [], output: { minify: true } },
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
  return loadedAtStart(made.output.filter((file) => file.type === 'chunk'))
}

/** The entry and what it imports; what is loaded when it is needed does not count. */
function loadedAtStart(chunks: readonly Rolldown.OutputChunk[]): string {
  const needed = new Set(chunks.filter((chunk) => chunk.isEntry).map(({ fileName }) => fileName))
  for (const name of needed) {
    for (const imported of chunks.find(({ fileName }) => fileName === name)?.imports ?? [])
      needed.add(imported)
  }
  return chunks.map(({ fileName, code }) => (needed.has(fileName) ? code : '')).join('')
}

function cell(value: string | number): string {
  return String(value).padStart(9)
}
