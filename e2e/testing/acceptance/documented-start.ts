/**
 * The starts that `docs/runtimes.md` gives, made ready to run here: the port is a free one, and DingTalk is the
 * local one and needs no pace. Everything else is run as readers copy it, from within the package, whose entries it imports by name.
 */

import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fencesOf, readPage, root } from '../../../.ci/pages/fences.ts'

/** The first such block below this heading. */
export function documentedBlock(heading: string, language: 'js' | 'json'): string {
  const text = readPage('docs/runtimes.md')
  const section = text.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? ''
  const block = fencesOf('docs/runtimes.md', section).find((fence) => fence.language === language)
  return block?.code ?? assert.fail(`docs/runtimes.md has no ${language} below "${heading}"`)
}

export interface WrittenProgram {
  readonly folder: string
  /** The program's own path. */
  readonly path: string
  remove(): Promise<void>
}

/** Writes the program below this heading to a folder of its own. */
export async function writeStart(
  heading: string,
  port: number,
  dingtalkUrl: string,
): Promise<WrittenProgram> {
  const hosts = `hosts: { oapi: '${dingtalkUrl}', api: '${dingtalkUrl}' }, callsPerSecond: 0,`
  const program = documentedBlock(heading, 'js')
    .replace('8787', String(port))
    .replace(/^( *)app: \{/m, `$1${hosts}\n$1app: {`)
  assert.ok(program.includes(hosts))
  return writeProgram(program)
}

/** Writes a program to a folder of its own. */
export async function writeProgram(program: string): Promise<WrittenProgram> {
  const folder = await mkdtemp(join(root, 'packages/backend/.start-'))
  const path = join(folder, 'start.js')
  await writeFile(path, program)
  return { folder, path, remove: () => rm(folder, { recursive: true, force: true }) }
}
