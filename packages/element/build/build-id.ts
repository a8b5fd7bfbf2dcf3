/**
 * Names a build by its sources. All parts beside the one-file build have it in their names, so that a new version never
 * meets parts of an old one in a cache; a hash of each part's own would be bytes that nothing compresses.
 */

import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..')
const SOURCES = [
  'src/**/*.ts',
  '../backend/src/contract/*.ts',
  'build/*.ts',
  '{vite.config.ts,package.json}',
  '../../pnpm-lock.yaml',
]

/** Eight characters, others whenever anything changed that a build is made of. */
export function buildId(): string {
  const hash = createHash('sha256')
  for (const path of globSync(SOURCES, { cwd: folder }).sort()) hash.update(readFileSync(join(folder, path)))
  return hash.digest('hex').slice(0, 8)
}
