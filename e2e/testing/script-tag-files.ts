/** The files of the element for script tags, built as they are published. */

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'

export const ENTRY = 'dt-media-upload.js'

/** Builds them; by name, ready to be served. */
export async function scriptTagFiles(): Promise<ReadonlyMap<string, string>> {
  const outDir = await mkdtemp(join(tmpdir(), 'dt-media-script-tag-'))
  try {
    const root = resolve(import.meta.dirname, '../../packages/element')
    const configFile = join(root, 'vite.config.ts')
    await build({ root, configFile, mode: 'cdn', logLevel: 'error', build: { outDir, emptyOutDir: true } })
    const names = await readdir(outDir)
    return new Map(
      await Promise.all(
        names.map(async (name) => [name, await readFile(join(outDir, name), 'utf8')] as const),
      ),
    )
  } finally {
    await rm(outDir, { recursive: true })
  }
}
