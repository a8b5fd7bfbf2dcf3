/**
 * Stands in for `node:test` while mutants are tried: it only collects what a file has, so that the same
 * tests can be run a thousand times in one process. It knows as much of `node:test` as ours use.
 */

type Action = () => unknown

interface TestContext {
  after(action: Action): void
}

type TestBody = (t: TestContext) => unknown

/** Some tests that begin and end together. */
export interface TestUnit {
  readonly name: string
  /** Rejects when one of them fails. */
  run(): Promise<void>
}

interface Suite {
  readonly name: string
  readonly parent: Suite | undefined
  readonly hooks: { readonly [H in 'before' | 'after' | 'beforeEach' | 'afterEach']: Action[] }
  readonly tests: { readonly name: string; readonly body: TestBody }[]
  readonly suites: Suite[]
}

let current = suiteOf('', undefined)

function suiteOf(name: string, parent: Suite | undefined): Suite {
  return {
    name,
    parent,
    hooks: { before: [], after: [], beforeEach: [], afterEach: [] },
    tests: [],
    suites: [],
  }
}

/** Runs what registers a file's tests, and gives them. */
export async function collectTests(file: string, load: () => Promise<unknown>): Promise<readonly TestUnit[]> {
  current = suiteOf(file, undefined)
  const suite = current
  await load()
  return unitsOf(suite)
}

/** What has to be set up for all of a suite is one unit; else each test is. */
function unitsOf(suite: Suite): TestUnit[] {
  const { before, after } = suite.hooks
  if (before.length + after.length > 0) return [{ name: suite.name, run: () => runSuite(suite) }]
  const tests = suite.tests.map(({ name, body }, index) => ({
    name: `${suite.name} ${name} #${index}`,
    run: () => runTest(suite, body),
  }))
  return [...tests, ...suite.suites.flatMap(unitsOf)]
}

async function runSuite(suite: Suite): Promise<void> {
  try {
    for (const action of suite.hooks.before) await action()
    for (const { body } of suite.tests) await runTest(suite, body)
    for (const each of suite.suites) await runSuite(each)
  } finally {
    for (const action of suite.hooks.after) await action()
  }
}

async function runTest(suite: Suite, body: TestBody): Promise<void> {
  const lineage: Suite[] = []
  for (let each: Suite | undefined = suite; each; each = each.parent) lineage.unshift(each)
  const afterwards: Action[] = []
  try {
    for (const { hooks } of lineage) for (const action of hooks.beforeEach) await action()
    await body({ after: (action) => afterwards.push(action) })
  } finally {
    for (const action of afterwards.reverse()) await action()
    for (const { hooks } of lineage.reverse()) for (const action of hooks.afterEach) await action()
  }
}

export function describe(name: string, body: Action): void {
  const outer = current
  current = suiteOf(`${outer.name} ${name}`, outer)
  outer.suites.push(current)
  body()
  current = outer
}

export function test(
  name: string,
  ...rest: readonly [TestBody] | readonly [{ skip?: unknown }, TestBody]
): void {
  const [options, body] = rest.length === 1 ? [{}, rest[0]] : rest
  if (!options.skip) current.tests.push({ name, body })
}

export const before = (action: Action) => current.hooks.before.push(action)
export const after = (action: Action) => current.hooks.after.push(action)
export const beforeEach = (action: Action) => current.hooks.beforeEach.push(action)
export const afterEach = (action: Action) => current.hooks.afterEach.push(action)

export const { mock } = process.getBuiltinModule('node:test')
