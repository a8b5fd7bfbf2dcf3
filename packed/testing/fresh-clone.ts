/**
 * What a reader starts from: a fresh clone in an empty folder, and an empty home. Only what says where packages come from, and
 * the packages that this machine already has, are the machine's: else each run would download all of them.
 */

import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { temporaryFolder } from './pack-packages.ts'

const root = resolve(import.meta.dirname, '../..')

export interface FreshClone {
  readonly folder: string
  /** All that a reader's shell has set. */
  readonly env: Readonly<Record<string, string>>
}

/** Clones the last commit, and puts the picture there that pages take for granted. */
export function freshClone(): FreshClone {
  const home = temporaryFolder()
  const env = readersEnvironment(home)
  const folder = join(temporaryFolder(), 'dt-media')
  // The folder may be another user's, which Git has to be told in a home of its own.
  const gitHome = temporaryFolder()
  writeFileSync(join(gitHome, '.gitconfig'), '[safe]\n  directory = *\n')
  execFileSync('git', ['clone', '--quiet', root, folder], { env: { ...env, HOME: gitHome }, stdio: 'pipe' })
  copyFileSync(join(root, 'fixtures/media/sample.png'), join(folder, 'cat.png'))
  return { folder, env }
}

function readersEnvironment(home: string): Record<string, string> {
  mkdirSync(join(home, 'tmp'))
  const ours = Object.entries(process.env).filter(([name]) =>
    /^(https?_proxy|no_proxy|LANG)$|CERT|^CI$/i.test(name),
  )
  return {
    ...(Object.fromEntries(ours) as Record<string, string>),
    PATH: readersPath(),
    HOME: home,
    TMPDIR: join(home, 'tmp'),
    npm_config_userconfig: join(homedir(), '.npmrc'),
    npm_config_cache: ask('npm', ['config', 'get', 'cache']),
    npm_config_store_dir: resolve(ask('npx', ['-y', 'pnpm@10', 'store', 'path']), '..'),
    npm_config_prefer_offline: 'true',
  }
}

/** Programs of our own dependencies are none that a reader has. */
function readersPath(): string {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.filter((folder) => !folder.includes('node_modules')).join(delimiter)
}

/** As the reader's shell would answer, without what pnpm tells the scripts that it runs. */
function ask(command: string, args: readonly string[]): string {
  const env = { PATH: readersPath(), HOME: homedir() }
  return execFileSync(command, [...args], { encoding: 'utf8', env, cwd: root }).trim()
}
