/**
 * Follows every link of every page that stays in the project: the file is there, and so is the heading.
 */

import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pages, readPage, root } from './fences.ts'

/** One line for each link that leads nowhere. */
export function brokenLinks(): string[] {
  return pages().flatMap((page) => {
    const prose = readPage(page)
      .replace(/^```[\s\S]*?^```$/gm, '')
      .replace(/`[^`\n]*`/g, '')
    return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
      const problem = problemWith(page, target)
      return problem ? [`${page}: ${target} ${problem}`] : []
    })
  })
}

function problemWith(page: string, target: string): string | undefined {
  if (/^(https?|mailto):/.test(target)) return undefined
  const [path = '', anchor] = decodeURIComponent(target).split('#')
  const file = path === '' ? page : join(dirname(page), path)
  if (!existsSync(join(root, file))) return 'is not there'
  if (!anchor || !file.endsWith('.md') || statSync(join(root, file)).isDirectory()) return undefined
  return anchorsOf(file).has(anchor) ? undefined : 'has no such heading'
}

/** Headings as GitHub and the site name them. */
function anchorsOf(page: string): Set<string> {
  const headings = readPage(page).matchAll(/^#{1,6} (.+)$/gm)
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .replace(/[`*]|\[|\]\([^)]*\)/g, '')
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    ),
  )
}

if (import.meta.main) {
  const problems = brokenLinks()
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
