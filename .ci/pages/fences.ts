/** The pages of the project and the code in them. */

import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

/** One fenced block of a page. */
export interface Fence {
  readonly page: string
  /** Of the fence's first line of code. */
  readonly line: number
  readonly language: string
  /** What stands behind the language: `run`, for one. */
  readonly tags: readonly string[]
  readonly code: string
}

/** Every page that people read, from the root of the project. */
export function pages(): string[] {
  const found = globSync(
    ['*.md', 'docs/**/*.md', 'packages/*/README.md', 'examples/**/*.md', '.github/*.md'],
    {
      cwd: root,
      exclude: ['**/node_modules/**'],
    },
  )
  return found.sort()
}

export function readPage(page: string): string {
  return readFileSync(join(root, page), 'utf8')
}

/** The fenced blocks of a page; one in a list without the list's indentation. */
export function fencesOf(page: string, text: string = readPage(page)): Fence[] {
  return [...text.matchAll(/^( *)```(\S*)([^\n]*)\n([\s\S]*?)^\1```$/gm)].map((match) => {
    const [, indent = '', language = '', rest = '', code = ''] = match
    return {
      page,
      line: text.slice(0, match.index).split('\n').length + 1,
      language,
      tags: rest.trim().split(/\s+/).filter(Boolean),
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }
  })
}

/** Every block of every page. */
export function allFences(): Fence[] {
  return pages().flatMap((page) => fencesOf(page))
}

/** Without those that stand in an earlier page too: translations have the same code. */
export function distinct(fences: readonly Fence[]): Fence[] {
  const byCode = new Map(fences.toReversed().map((fence) => [fence.code, fence]))
  return fences.filter((fence) => byCode.get(fence.code) === fence)
}

/** Where a block stands, to be clicked on. */
export function whereIs({ page, line }: Fence): string {
  return `${page}:${line}`
}
