/**
 * Serves a page with the element, from source, on a port of this machine. Lit is not bundled
 * ahead: the bundler would reload the page when it is done, in the middle of a test.
 */

import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

export interface RunningPage {
  /** Without a slash at the end. */
  readonly origin: string
  stop(): Promise<void>
}

/** Starts vite; its own configuration files are not read. */
export async function startPage(): Promise<RunningPage> {
  const server = await createServer({
    configFile: false,
    root: path('../page'),
    appType: 'mpa',
    logLevel: 'error',
    resolve: { conditions: ['@dt-media/source', 'module', 'browser', 'development'] },
    optimizeDeps: { noDiscovery: true, include: [] },
    server: {
      host: '127.0.0.1',
      port: 0,
      hmr: false,
      watch: null,
      fs: { allow: [path('../..')] },
    },
  })
  await server.listen()
  const address = server.httpServer?.address()
  if (typeof address !== 'object' || !address) throw new Error('The page has no port')
  return { origin: `http://127.0.0.1:${address.port}`, stop: () => server.close() }
}

function path(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url))
}
