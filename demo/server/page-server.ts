/**
 * Serves the page: our own few routes first, then vite, which runs the element straight from its sources.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createServer as createVite, defaultClientConditions, type ViteDevServer } from 'vite'

export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>

interface PageServerOptions {
  readonly port: number
  /** By method and path: `POST /demo/notify`. */
  readonly routes: Readonly<Record<string, Handler>>
}

export interface PageServer {
  readonly url: string
  close(): Promise<void>
}

/** Starts listening on the loopback address only. */
export async function startPageServer({ port, routes }: PageServerOptions): Promise<PageServer> {
  const server = createServer()
  const vite = await startVite(server)

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', `http://localhost:${port}`)
    const route = routes[`${request.method} ${url.pathname}`]
    if (route === undefined) return vite.middlewares(request, response)
    route(request, response, url).catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error)
      if (response.headersSent) response.destroy()
      else response.writeHead(502).end()
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://localhost:${port}/`,
    async close() {
      server.close()
      server.closeAllConnections()
      await vite.close()
    },
  }
}

async function startVite(server: Server): Promise<ViteDevServer> {
  return await createVite({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    appType: 'spa',
    logLevel: 'warn',
    clearScreen: false,
    resolve: { conditions: ['@dt-media/source', ...defaultClientConditions] },
    server: {
      middlewareMode: true,
      hmr: { server },
      fs: { allow: [fileURLToPath(new URL('../..', import.meta.url))] },
      warmup: { clientFiles: ['./page/main.ts'] },
    },
  })
}
