/** A project as a reader has one, with the packages installed and one file for each block of code, in a folder of its own. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Fence, root } from './fences.ts'

/** What pages import, and which of our packages has it installed. */
const INSTALLED = {
  'packages/backend': [
    'hono',
    '@hono/node-server',
    '@hono/otel',
    '@opentelemetry/sdk-trace-base',
    '@types/node',
  ],
  'packages/element': ['react', 'react-dom', '@types/react', '@lit-labs/ssr', '@lit-labs/ssr-client'],
} as const

export interface ReadersProject {
  readonly folder: string
  /** Writes a file below the folder; returns its path. */
  write(name: string, text: string): string
  remove(): void
}

/** Makes one; whoever makes it removes it. */
export function readersProject(): ReadersProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dt-media-reader-')))
  const link = (name: string, target: string) => {
    const path = join(folder, 'node_modules', name)
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(join(root, target), path)
  }
  for (const [home, names] of Object.entries(INSTALLED)) {
    link(`@dt-media/${home.slice('packages/'.length)}`, home)
    for (const name of names) link(name, `${home}/node_modules/${name}`)
  }
  const write = (name: string, text: string) => {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    return path
  }
  write('package.json', '{ "type": "module", "private": true }')
  return { folder, write, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** A block's name as a file: the page and the line, so that what is said of it can be looked up. */
export function fileOf({ page, line, language }: Fence): string {
  return `${page.replaceAll(/[/.]/g, '-')}-${line}.${language}`
}
