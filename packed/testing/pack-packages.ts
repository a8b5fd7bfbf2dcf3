/** Packs both packages as they would be published. They have to be built. */

import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after } from 'node:test'

export const PACKAGES = ['backend', 'element'] as const

export type PackageName = (typeof PACKAGES)[number]

/** The path of each tarball. */
export type Tarballs = Readonly<Record<PackageName, string>>

const root = resolve(import.meta.dirname, '../..')

/** Packs into a folder that is gone when the test file has ended. */
export function packPackages(): Tarballs {
  const folder = temporaryFolder()
  const [backend, element] = PACKAGES.map((name) => pack(name, folder))
  return { backend: backend ?? '', element: element ?? '' }
}

/** An empty folder outside of the project, gone when the test file has ended. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dt-media-packed-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function pack(name: PackageName, folder: string): string {
  const cwd = join(root, 'packages', name)
  if (!existsSync(join(cwd, 'dist')))
    throw new Error(`${name} is not built: run "npx -y pnpm@10 build" first`)
  const file = join(folder, `${name}.tgz`)
  const pnpm = process.env.npm_execpath
  const [command, args] = pnpm?.includes('pnpm') ? [process.execPath, [pnpm]] : ['npx', ['-y', 'pnpm@10']]
  execFileSync(command, [...args, 'pack', '--out', file], { cwd, stdio: 'pipe' })
  return file
}
