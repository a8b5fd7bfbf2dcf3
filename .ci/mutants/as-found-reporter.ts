/**
 * Writes what survives as it is found: a run takes long, and its first survivors can be looked at meanwhile.
 */

import { appendFileSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { mutantReport } from './mutant-report.ts'

type Mutant = Parameters<typeof mutantReport>[0]['files'][string]['mutants'][number]

export class AsFoundReporter {
  onMutantTested({ fileName, ...mutant }: Mutant & { readonly fileName: string }): void {
    const out = process.env.MUTANTS_FOUND
    if (out === undefined) return
    const source = readFileSync(fileName, 'utf8')
    appendFileSync(
      out,
      mutantReport({ files: { [relative(process.cwd(), fileName)]: { source, mutants: [mutant] } } }),
    )
  }
}
