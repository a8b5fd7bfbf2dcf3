/**
 * Reads what Stryker found: how many mutants a test noticed, and where the others are.
 */

/** The part of Stryker's JSON report that is read here. */
export interface StrykerReport {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>
}

interface Mutant {
  readonly mutatorName: string
  readonly replacement?: string
  readonly status: string
  readonly location: { readonly start: Position; readonly end: Position }
}

interface Position {
  readonly line: number
  readonly column: number
}

const KILLED = ['Killed', 'Timeout']
const SURVIVED = ['Survived', 'NoCoverage']

/** How many mutants a test noticed, of those that could be run. */
export function scoreOf({ files }: StrykerReport) {
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status))
  const timedOut = statuses.filter((status) => status === 'Timeout').length
  const killed = statuses.filter((status) => KILLED.includes(status)).length
  const survived = statuses.filter((status) => SURVIVED.includes(status)).length
  return { killed, survived, timedOut, percent: (100 * killed) / (killed + survived) }
}

/** Each mutant that nobody noticed: its place, what stood there, and what stood there instead. */
export function mutantReport({ files }: StrykerReport): string {
  return Object.entries(files)
    .flatMap(([path, { source, mutants }]) =>
      mutants
        .filter(({ status }) => SURVIVED.includes(status))
        .map(({ location: { start, end }, replacement = '', mutatorName }) => {
          const lines = source.split('\n').slice(start.line - 1, end.line)
          const text = lines.join('\n')
          const tail = (lines.at(-1)?.length ?? 0) - (end.column - 1)
          const was = text.slice(start.column - 1, text.length - tail)
          return `${path}:${start.line}:${start.column} ${mutatorName}\n  - ${was}\n  + ${replacement}\n`
        }),
    )
    .join('')
}
