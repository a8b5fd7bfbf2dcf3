/**
 * Runs our tests for Stryker: all in its own process, only those that reach the mutant, the quickest first, and
 * none more after the first that fails. A process for each mutant would take a second of CPU instead of milliseconds.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AsFoundReporter } from './as-found-reporter.ts'
import type * as Collect from './collect-tests.ts'
import { startWatchdog } from './watchdog.ts'

/** How Stryker's instrumented sources know which mutant is on, and tell which ones were reached. */
interface Switchboard {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  mutantCoverage?: object
  hitCount?: number | undefined
  hitLimit?: number | undefined
}

interface MutantRunOptions {
  readonly activeMutant: { readonly id: string }
  readonly testFilter?: readonly string[]
  readonly hitLimit?: number
}

/** How long a test may take beside what it took without a mutant. */
const GRACE_MS = 5000
const GRACE_FACTOR = 5

const SHIM = new URL('collect-tests.ts', import.meta.url).href

const host = globalThis as { __stryker__?: Switchboard }
host.__stryker__ ??= {}
const switchboard = host.__stryker__

// What a mutant leaves behind it must not end the process.
let stray: unknown
process.on('unhandledRejection', (error) => {
  stray ??= error
})
process.on('uncaughtException', (error) => {
  stray ??= error
})

class InProcessRunner {
  readonly #watchdog = startWatchdog()
  #units: Promise<readonly Collect.TestUnit[]> | undefined

  capabilities() {
    return { reloadEnvironment: false }
  }

  async dryRun() {
    const tests = []
    for (const { name, run } of await this.#load()) {
      switchboard.currentTestId = name
      const begun = performance.now()
      const failureMessage = await failureOf(run)
      tests.push({
        id: name,
        name,
        status: failureMessage === undefined ? 0 : 1,
        timeSpentMs: performance.now() - begun,
        failureMessage,
      })
    }
    switchboard.currentTestId = undefined
    notes.write('times', Object.fromEntries(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs])))
    return { status: 'complete', tests, mutantCoverage: switchboard.mutantCoverage }
  }

  async mutantRun({ activeMutant: { id }, testFilter, hitLimit }: MutantRunOptions) {
    if (notes.read('hung') === id) return { status: 'timeout' }
    switchboard.activeMutant = id
    switchboard.hitLimit = hitLimit
    switchboard.hitCount = hitLimit === undefined ? undefined : 0
    let nrOfTests = 0
    let units: readonly Collect.TestUnit[]
    try {
      units = await this.#load()
    } catch (error) {
      return { status: 'killed', killedBy: [], failureMessage: String(error), nrOfTests }
    }
    const times = (notes.read('times') ?? {}) as Readonly<Record<string, number>>
    const timeOf = ({ name }: Collect.TestUnit) => times[name] ?? 0
    for (const unit of units.toSorted((one, other) => timeOf(one) - timeOf(other))) {
      const { name, run } = unit
      if (testFilter && !testFilter.includes(name)) continue
      nrOfTests += 1
      // Stryker asks once more then, of a process in which nothing is left of the hung test.
      this.#watchdog.watch({
        timeoutMs: GRACE_MS + GRACE_FACTOR * timeOf(unit),
        file: noteFile('hung'),
        text: JSON.stringify(id),
      })
      // A test that is only slow, on a busy machine, does not fail twice.
      const failureMessage = (await failureOf(run)) && (await failureOf(run))
      this.#watchdog.callOff()
      if (hitLimit !== undefined && (switchboard.hitCount ?? 0) > hitLimit) return { status: 'timeout' }
      if (failureMessage !== undefined)
        return { status: 'killed', killedBy: [name], failureMessage, nrOfTests }
    }
    return { status: 'survived', nrOfTests }
  }

  /** Not before the first run: a mutant of what modules do when they are loaded has to be on by then. */
  #load(): Promise<readonly Collect.TestUnit[]> {
    this.#units ??= loadAll(JSON.parse(process.env.MUTANT_TESTS ?? '[]'))
    return this.#units
  }
}

/** What one process of a run tells the next. */
const notes = {
  read(name: string): unknown {
    const file = noteFile(name)
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
  },
  write(name: string, value: unknown): void {
    writeFileSync(noteFile(name), JSON.stringify(value))
  },
}

function noteFile(name: string): string {
  return join(process.env.MUTANT_NOTES ?? tmpdir(), `${name}.json`)
}

async function loadAll(files: readonly string[]): Promise<readonly Collect.TestUnit[]> {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'node:test' ? { url: SHIM, shortCircuit: true } : next(specifier, context),
  })
  const { collectTests } = (await import(SHIM)) as typeof Collect
  const units: Collect.TestUnit[] = []
  for (const file of files) {
    units.push(...(await collectTests(file, () => import(pathToFileURL(resolve(file)).href))))
  }
  return units
}

async function failureOf(run: () => Promise<void>): Promise<string | undefined> {
  stray = undefined
  try {
    await run()
    return stray === undefined ? undefined : String(stray)
  } catch (error) {
    return String(error)
  }
}

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'in-process', injectableClass: InProcessRunner },
  { kind: 'Reporter', name: 'as-found', injectableClass: AsFoundReporter },
]
