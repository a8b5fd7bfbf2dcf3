/**
 * How `*.browser.test.ts` run: from source, in every browser found. `pnpm test browser` uses
 * this, and `npx web-test-runner --watch` in this folder does too.
 */

import { fileURLToPath } from 'node:url'
import { esbuildPlugin } from '@web/dev-server-esbuild'
import { testBrowsers } from '../../.ci/browser-launchers.ts'
import { forceMediaPlugin } from '../../.ci/force-media.ts'
import { serveDrawnPages } from './src/form/testing/serve-drawn-pages.ts'
import { answerUploads } from './src/transport/testing/answer-uploads.ts'
import { scriptedRelay } from './src/transport/testing/scripted-relay.ts'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))

// axe-core is a script, not a module: it only sets a global.
const axeAsModule = {
  name: 'axe-as-module',
  transform: ({ path, body }) =>
    path.endsWith('/axe-core/axe.js') ? `${body}\nexport default globalThis.axe` : undefined,
}

const NODE_MODULES = {
  'node:test': '/packages/element/src/queue/testing/node-test.ts',
  'node:assert/strict': '/packages/element/src/queue/testing/node-assert.ts',
}

// For the unit tests that run in browsers as well.
const nodeForBrowsers = {
  name: 'node-for-browsers',
  resolveImport: ({ source }) => NODE_MODULES[source],
}

export default {
  rootDir: path('../..'),
  files: [path('src/**/*.browser.test.ts')],
  browsers: await testBrowsers(),
  nodeResolve: { exportConditions: ['@dt-media/source', 'browser', 'development'] },
  plugins: [
    nodeForBrowsers,
    axeAsModule,
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: path('tsconfig.json') }),
    forceMediaPlugin(),
  ],
  middleware: [answerUploads, scriptedRelay, serveDrawnPages],
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  // Of some thousand tests in three engines on a busy machine, one now and then loses a connection or a frame.
  testFramework: { config: { timeout: 30_000, retries: 1 } },
  // A machine that is busy with other things starts a browser late.
  browserStartTimeout: 120_000,
  // For all tests of a file, some of which have a hundred; each has its own time-out above.
  testsFinishTimeout: 600_000,
  // A page in the background gets no focus and slow timers, so one file at a time in each browser.
  concurrency: 1,
  concurrentBrowsers: 2,
}
