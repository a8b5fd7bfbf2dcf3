/**
 * What `pnpm reference` runs: writes the pages of `docs/` that are made from code. With `--check` it writes nothing,
 * and fails where one is stale.
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cliPage } from './cli-page.ts'
import { errcodesPage } from './errcodes-page.ts'
import { openapi } from './openapi.ts'
import { settingsPage } from './settings-page.ts'

const docs = resolve(import.meta.dirname, '../../docs')

const pages: Readonly<Record<string, () => string>> = {
  'cli.md': cliPage,
  'errcodes.md': errcodesPage,
  'settings.md': settingsPage,
  'openapi.json': () => `${JSON.stringify(openapi(), undefined, 2)}\n`,
}

for (const [name, make] of Object.entries(pages)) {
  const file = join(docs, name)
  const made = make()
  if (made === read(file)) continue
  if (process.argv.includes('--check')) {
    console.error(`docs/${name} is stale: run "npx -y pnpm@10 reference" and commit what it writes.`)
    process.exitCode = 1
  } else {
    writeFileSync(file, made)
    console.log(`Wrote docs/${name}`)
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
