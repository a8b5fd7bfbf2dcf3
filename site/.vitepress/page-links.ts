/**
 * Pages link to each other, and to files of the project, by where they stand in the repository. The site has its
 * own addresses; a file that is no page is published beside the pages as it is.
 */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix, relative, resolve, sep } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

/** Where pages outside of `docs/` go. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'CONTRIBUTING.md': 'contributing.md',
  'SECURITY.md': 'reporting.md',
  'README.md': 'index.md',
  'README.zh-CN.md': 'zh/index.md',
  'packages/element/README.md': 'element.md',
  'packages/backend/README.md': 'backend.md',
  'examples/README.md': 'examples.md',
  'docs/decisions/README.md': 'decisions/index.md',
}

/** The page's place on the site; its path in the repository when it keeps it. */
export function siteOf(file: string): string {
  return ELSEWHERE[file] ?? file.replace(/^docs\//, '')
}

/** All files and folders that are linked and are no pages, found while the pages are read. */
export const linkedSources = new Set<string>()

/** What a link that stands in this file leads to on the site; as it is when it leaves the project. */
export function siteLink(href: string, fromFile: string): string {
  if (/^([a-z]+:|#|\/)/.test(href)) return href
  const [path = '', anchor] = href.split('#')
  const from = relative(root, fromFile).split(sep).join('/')
  let target = posix.join(posix.dirname(from), decodeURIComponent(path))
  if (!existsSync(join(root, target))) return href
  const readme = posix.join(target, 'README.md')
  if (existsSync(join(root, readme))) target = readme
  const hash = anchor ? `#${anchor}` : ''
  const isPage = target.endsWith('.md') && (target.startsWith('docs/') || target in ELSEWHERE)
  if (isPage)
    return `/${siteOf(target)
      .replace(/(^|\/)index\.md$/, '$1')
      .replace(/\.md$/, '')}${hash}`
  target = target.replace(/\/$/, '')
  linkedSources.add(target)
  return `/source/${target}.txt`
}

/** A file as it is; of a folder all files, one after the other. */
export function sourceText(target: string): string {
  const path = join(root, target)
  if (!statSync(path).isDirectory()) return readFileSync(path, 'utf8')
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !MADE.test(name))
    .map((entry) => {
      const file = posix.join(target, entry.name)
      return entry.isDirectory() ? sourceText(file) : `──── ${file}\n\n${sourceText(file)}`
    })
    .join('\n')
}

/** Nobody writes or reads these. */
const MADE = /^(\.|node_modules$|dist$|out$|pnpm-lock\.yaml$)/
