import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type TestContext, test } from 'node:test'
import { checkFloors } from './check-floors.ts'
import { placeOf, readFloors } from './floors.ts'

const ARCHITECTURE = `
## Floors

### backend

| floor | places |
|---|---|
| 2 | \`relay.ts\` |
| 1 | \`multipart/\` \`streams/\` |
| 0 | \`contract/\` \`contract/rules/\` |

### element

| floor | places |
|---|---|
| 1 | \`queue/\` |
| 0 | \`@dt-media/backend/contract\` |

## What follows

| 9 | \`elsewhere/\` |
`

/** The problems found in a project of these files, given by path within `packages/`. */
function problemsIn(t: TestContext, files: Readonly<Record<string, string>>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'floors-'))
  t.after(() => rmSync(root, { recursive: true }))
  const all = { '../docs/architecture.md': ARCHITECTURE, ...files }
  for (const [path, text] of Object.entries(all)) {
    const file = join(root, 'packages', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return checkFloors(root)
}

test('imports downward and to the right pass', (t) => {
  const problems = problemsIn(t, {
    'backend/src/relay.ts': "import { a } from './multipart/a.ts'\nimport { Hono } from 'hono'",
    'backend/src/multipart/a.ts': "import '../streams/b.ts'\nimport './c.ts'",
    'backend/src/streams/b.ts': "import type { R } from '../contract/index.ts'",
    'element/src/queue/queue.ts': "import { R } from '@dt-media/backend/contract'",
  })
  assert.deepEqual(problems, [])
})

for (const [way, statement] of [
  ['an import', "import { relay } from '../relay.ts'"],
  ['a type import', "import type { Relay } from '../relay.ts'"],
  ['an import for its effect', "import '../relay.ts'"],
  ['an export from', "export { relay } from '../relay.ts'"],
  ['an export of everything', "export * from '../relay.ts'"],
  ['a dynamic import', "export const later = () => import('../relay.ts')"],
  ['an import within a type', "export type Relay = import('../relay.ts').Relay"],
] as const) {
  test(`${way} upward is caught, with its line and both floors`, (t) => {
    const problems = problemsIn(t, { 'backend/src/streams/b.ts': `// first line\n${statement}` })
    assert.deepEqual(problems, [
      'packages/backend/src/streams/b.ts:2 imports upward: streams/ (floor 1) -> relay.ts (floor 2)',
    ])
  })
}

test('an import to the left on one floor is caught', (t) => {
  const problems = problemsIn(t, { 'backend/src/streams/b.ts': "import '../multipart/a.ts'" })
  assert.deepEqual(problems, [
    'packages/backend/src/streams/b.ts:1 imports to the left: streams/ (floor 1) -> multipart/ (floor 1)',
  ])
})

test('a file belongs to the longest place that holds it', (t) => {
  const problems = problemsIn(t, { 'backend/src/contract/rules/a.ts': "import '../b.ts'" })
  assert.deepEqual(problems, [
    'packages/backend/src/contract/rules/a.ts:1 imports to the left: contract/rules/ (floor 0) -> contract/ (floor 0)',
  ])
})

test('a file in no place is caught, a test as well', (t) => {
  const problems = problemsIn(t, { 'backend/src/a.ts': '', 'backend/src/elsewhere/b.test.ts': '' })
  assert.deepEqual(problems, [
    'packages/backend/src/a.ts is in no place of docs/architecture.md',
    'packages/backend/src/elsewhere/b.test.ts is in no place of docs/architecture.md',
  ])
})

test('a test beside a file belongs where the file does', (t) => {
  const problems = problemsIn(t, { 'backend/src/relay.test.ts': '', 'backend/src/relay-ends.test.ts': '' })
  assert.deepEqual(problems, [])
})

test('tests and what they share may import upward, other files may not import them', (t) => {
  const problems = problemsIn(t, {
    'backend/src/streams/b.test.ts': "import '../relay.ts'",
    'backend/src/streams/testing/slow.ts': "import '../../relay.ts'",
    'backend/src/relay.ts': "\nimport './streams/testing/slow.ts'",
  })
  assert.deepEqual(problems, ['packages/backend/src/relay.ts:2 imports test code: streams/testing/slow.ts'])
})

test('the element reaches the backend by its contract alone', (t) => {
  const problems = problemsIn(t, {
    'element/src/queue/a.ts': "import '@dt-media/backend'\nimport '../../../backend/src/relay.ts'",
    'element/src/queue/a.test.ts': "import '@dt-media/backend/emulator'",
  })
  assert.deepEqual(problems, [
    "packages/element/src/queue/a.ts:1 imports @dt-media/backend, which is in no place of its package's floors",
    "packages/element/src/queue/a.ts:2 imports ../../backend/src/relay.ts, which is in no place of its package's floors",
  ])
})

test('the backend never imports the element, in a test neither', (t) => {
  const problems = problemsIn(t, {
    'backend/src/relay.ts': "import '@dt-media/element'",
    'backend/src/relay.test.ts': "import '@dt-media/element/queue'",
  })
  assert.deepEqual(problems, [
    'packages/backend/src/relay.test.ts:1 imports upward: backend -> @dt-media/element/queue',
    "packages/backend/src/relay.ts:1 imports @dt-media/element, which is in no place of its package's floors",
  ])
})

test('an import in a comment or a string is none', (t) => {
  const problems = problemsIn(t, {
    'backend/src/streams/b.ts': "// import '../relay.ts'\nexport const text = \"import '../relay.ts'\"",
  })
  assert.deepEqual(problems, [])
})

test('a package without a table is caught', (t) => {
  assert.deepEqual(problemsIn(t, { 'third/src/a.ts': '' }), [
    'packages/third has no floors in docs/architecture.md',
  ])
})

test('the floors of this project are read from its own document', () => {
  const floors = readFloors(readFileSync(resolve(import.meta.dirname, '../docs/architecture.md'), 'utf8'))
  assert.deepEqual([...floors.keys()], ['backend', 'element'])
  assert.deepEqual(placeOf('contract/rules.ts', floors.get('backend') ?? []), {
    name: 'contract/',
    floor: 0,
    column: 0,
  })
})
