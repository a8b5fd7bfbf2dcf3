/**
 * What is mutated, and which tests are held against it: a folder's own, and those over sockets that hold
 * it to its word. Tests that wait for seconds are left out, where quicker ones see the same.
 */

export interface MutatedFolder {
  readonly path: string
  /** Globs of the files to change. */
  readonly mutate: readonly string[]
  /** Globs of test files. */
  readonly tests: readonly string[]
  /** Those of them that are left out. */
  readonly slow?: readonly string[]
}

const SRC = 'packages/backend/src'

function folder(name: string, sockets: readonly string[] = []): MutatedFolder {
  const path = `${SRC}/${name}`
  return {
    path,
    mutate: [`${path}/*.ts`, `!${path}/*.test.ts`, `!${path}/index.ts`],
    tests: [`${path}/*.test.ts`, ...sockets.map((socket) => `${SRC}/runtimes/node/${socket}.test.ts`)],
  }
}

export const MUTATED_FOLDERS: Readonly<Record<string, MutatedFolder>> = {
  grants: folder('grants'),
  contract: folder('contract'),
  multipart: {
    ...folder('multipart'),
    slow: [`${SRC}/multipart/read-upload-form.round-trip.test.ts`],
  },
  routes: folder('routes', [
    'refused-bodies',
    'address-ban',
    'upload-timeout',
    'every-answer',
    'origins',
    'grants',
    'grant-in-query',
    'grant-carriers',
    'login',
    'metrics',
    'third-party',
    'start-relay',
    'limits',
    'torture',
    'framing',
    'sizes',
    'slow-small-bodies',
  ]),
  relay: folder('relay'),
}
