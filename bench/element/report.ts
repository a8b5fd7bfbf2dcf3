/**
 * Shows what was measured as tables in Markdown, others' times with multiples of ours, and keeps them in the docs.
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'
import { launchChrome } from '../../.ci/browsers.ts'
import type { BuiltSubject } from './built-subject.ts'
import type { ElementResult } from './run-subjects.ts'

interface Column {
  readonly title: string
  readonly scenario: string
  readonly figure: string
  /** Told as a multiple of ours as well. */
  readonly compared?: true
}

const RENDERING: readonly Column[] = [
  { title: '1 painted, ms', scenario: 'render-1', figure: 'paintMs', compared: true },
  { title: '100 painted, ms', scenario: 'render-100', figure: 'paintMs', compared: true },
  { title: '200 cycles, ms', scenario: 'cycles-200', figure: 'cyclesMs', compared: true },
  { title: 'heap left, KB', scenario: 'cycles-200', figure: 'heapKb' },
  { title: 'listeners left', scenario: 'cycles-200', figure: 'listeners' },
  { title: 'nodes left', scenario: 'cycles-200', figure: 'nodesLeft' },
]

const adding = (count: number): readonly Column[] => [
  { title: 'script, ms', scenario: `add-${count}`, figure: 'scriptMs', compared: true },
  { title: 'all work, ms', scenario: `add-${count}`, figure: 'workMs', compared: true },
  { title: 'longest task, ms', scenario: `add-${count}`, figure: 'longestMs' },
  { title: 'elements in the page', scenario: `add-${count}`, figure: 'nodes', compared: true },
]

const FILE = new URL('../../docs/benchmarks-element.md', import.meta.url)

const BEGIN = '<!-- measured: written by `pnpm bench element --store` -->'

const END = '<!-- /measured -->'

export async function describeRun(subjects: readonly BuiltSubject[], runs: number): Promise<string> {
  const browser = await launchChrome()
  const browserVersion = await browser.version().finally(() => browser.close())
  const [cpu] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  const load = loadavg()[0]?.toFixed(1)
  return [
    `${new Date().toISOString().slice(0, 16)} UTC, ${cpus().length} x ${cpu?.model.trim()}, ${memory} GiB, Linux ${release()}, ` +
      `${browserVersion}; load ${load} at the end; medians of ${runs} interleaved ${runs === 1 ? 'run' : 'runs'}.`,
    subjects.map(({ name, version }) => `${name} ${version}`).join(', '),
  ].join('\n')
}

/** The tables, one after the other. A figure behind ">" is where waiting ended. */
export function elementTable(subjects: readonly BuiltSubject[], results: readonly ElementResult[]): string {
  return [
    '### Size, rendering, and what is left',
    table(subjects, results, RENDERING, true),
    '### 500 files added',
    table(subjects, results, adding(500)),
    '### 5,000 files added',
    table(subjects, results, adding(5000)),
  ].join('\n\n')
}

/** Puts the text between the page's markers. */
export function storeTable(text: string): void {
  const page = readFileSync(FILE, 'utf8')
  const [before, after] = [page.split(BEGIN)[0], page.split(END)[1]]
  if (before === page || after === undefined) throw new Error(`No markers in ${FILE.pathname}`)
  writeFileSync(FILE, `${before}${BEGIN}\n\n${text}\n\n${END}${after}`)
}

function table(
  subjects: readonly BuiltSubject[],
  results: readonly ElementResult[],
  columns: readonly Column[],
  withSize = false,
): string {
  const own = subjects[0]
  const rows = subjects.map((subject) => {
    const size = `${(subject.bytes / 1000).toFixed(1)}${times(subject.bytes, own?.bytes)}`
    return [
      subject.name,
      ...(withSize ? [size] : []),
      ...columns.map((column) => cell(results, column, subject, own)),
    ]
  })
  const titles = [...(withSize ? ['brotli, KB'] : []), ...columns.map(({ title }) => title)]
  const lines = [['', ...titles], ['---', ...titles.map(() => '---:')], ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function cell(
  results: readonly ElementResult[],
  { scenario, figure, compared }: Column,
  subject: BuiltSubject,
  own: BuiltSubject | undefined,
): string {
  const find = (name: string | undefined) =>
    results.find((result) => result.subject === name && result.scenario === scenario)?.figures
  const { [figure]: value, unfinished } = find(subject.name) ?? {}
  if (value === undefined) return unfinished ? 'no answer' : 'failed'
  if (figure === 'longestMs' && value === 0) return 'none above 50'
  const ratio = compared && subject !== own ? times(value, find(own?.name)?.[figure]) : ''
  return `${unfinished && figure.endsWith('Ms') ? '> ' : ''}${value.toFixed(0)}${ratio}`
}

function times(value: number, own: number | undefined): string {
  if (!own || value === own) return ''
  const ratio = value / own
  return ` (${ratio.toFixed(ratio < 10 ? 1 : 0)}x)`
}
