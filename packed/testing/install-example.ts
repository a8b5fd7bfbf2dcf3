/** A copy of an example, outside of the project, with the packed packages in place of the published ones. */

import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type PackageName, type Tarballs, temporaryFolder } from './pack-packages.ts'
import { runIn } from './run.ts'

const examples = resolve(import.meta.dirname, '../../examples')

/** Installs the example, builds it if it is built, and resolves to its folder. */
export async function installExample(name: string, tarballs: Tarballs): Promise<string> {
  const folder = join(temporaryFolder(), name)
  cpSync(join(examples, name), folder, {
    recursive: true,
    filter: (path) => !/[\\/](node_modules|dist|out|\.next)$/.test(path),
  })
  const file = join(folder, 'package.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  for (const dependency of Object.keys(manifest.dependencies)) {
    const [, ours] = /^@dt-media\/(\w+)$/.exec(dependency) ?? []
    if (ours) manifest.dependencies[dependency] = `file:${tarballs[ours as PackageName]}`
  }
  writeFileSync(file, JSON.stringify(manifest))
  await runIn(folder, 'npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'])
  if (manifest.scripts.build) {
    await runIn(folder, 'npm', ['run', 'build'], { NEXT_TELEMETRY_DISABLED: '1', NG_CLI_ANALYTICS: 'false' })
  }
  return folder
}

/** Where an example's build puts its page. */
export function builtPage(folder: string): string {
  return existsSync(join(folder, 'out')) ? join(folder, 'out') : join(folder, 'dist')
}
