/**
 * Puts the contract's types into the element's: its code is inlined when the element is built, and who installs
 * the element has no backend for its types to come from.
 */

import { execFileSync } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

const CONTRACT = /(['"])@dt-media\/backend\/contract\1/g

const root = resolve(import.meta.dirname, '..')
const dist = join(root, 'packages/element/dist')
const contract = join(dist, 'contract')

execFileSync(
  process.execPath,
  [
    join(root, 'node_modules/typescript/bin/tsc'),
    ...['-p', join(root, 'packages/backend/src/contract/tsconfig.json')],
    ...['--noEmit', 'false', '--emitDeclarationOnly', '--outDir', contract],
  ],
  { stdio: 'inherit' },
)
for (const name of globSync('**/*.d.ts', { cwd: dist })) {
  const file = join(dist, name)
  const types = readFileSync(file, 'utf8')
  const path = relative(dirname(file), join(contract, 'index.js')).split(sep).join('/')
  const inlined = types.replace(CONTRACT, `'${path.startsWith('.') ? path : `./${path}`}'`)
  if (inlined !== types) writeFileSync(file, inlined)
}
