/**
 * What `pnpm reference` runs: writes the pages and the data for editors that are made from code. With `--check` it writes nothing,
 * and fails where one is stale.
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { elementDeclaration, manifestText } from '../../packages/element/build/element-manifest.ts'
import { readmeWith, vscodeData, webTypes } from '../../packages/element/build/element-reference.ts'
import { templateTypes } from '../../packages/element/build/template-types.ts'
import { cliPage, cliPageZh } from './cli-page.ts'
import { errcodesPage } from './errcodes-page.ts'
import { errcodesPageZh } from './errcodes-page-zh.ts'
import { openapi } from './openapi.ts'
import { settingsPage, settingsPageZh } from './settings-page.ts'

const root = resolve(import.meta.dirname, '../..')
const ELEMENT = 'packages/element'
const element = await elementDeclaration()
const { version } = JSON.parse(readFileSync(join(root, ELEMENT, 'package.json'), 'utf8'))

const pages: Readonly<Record<string, () => string>> = {
  'docs/cli.md': cliPage,
  'docs/errcodes.md': errcodesPage,
  'docs/settings.md': settingsPage,
  'docs/zh/cli.md': cliPageZh,
  'docs/zh/errcodes.md': errcodesPageZh,
  'docs/zh/settings.md': settingsPageZh,
  'docs/openapi.json': () => `${JSON.stringify(openapi(), undefined, 2)}\n`,
  [`${ELEMENT}/custom-elements.json`]: () => manifestText(element),
  [`${ELEMENT}/vscode.html-custom-data.json`]: () => vscodeData(element),
  [`${ELEMENT}/web-types.json`]: () => webTypes(element, version),
  [`${ELEMENT}/README.md`]: () => readmeWith(readFileSync(join(root, ELEMENT, 'README.md'), 'utf8'), element),
  ...Object.fromEntries(
    Object.entries(templateTypes(element)).map(([name, text]) => [`${ELEMENT}/types/${name}`, () => text]),
  ),
}

for (const [name, make] of Object.entries(pages)) {
  const file = join(root, name)
  const made = make()
  if (made === read(file)) continue
  if (process.argv.includes('--check')) {
    console.error(`${name} is stale: run "npx -y pnpm@10 reference" and commit what it writes.`)
    process.exitCode = 1
  } else {
    writeFileSync(file, made)
    console.log(`Wrote ${name}`)
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
