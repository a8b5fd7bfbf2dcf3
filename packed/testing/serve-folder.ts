/** Serves an example's page, with the relay's real address in place of the one that examples name. */

import { readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

const NAMED = 'http://127.0.0.1:8787/'

export interface ServedFolder {
  readonly origin: string
  /** The relay that the page is to find; it has to know the page's origin first. */
  relayUrl: string
  close(): void
}

/** Resolves once it listens. */
export async function serveFolder(folder: string): Promise<ServedFolder> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page')
    const file = join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname)
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end()
    const type = TYPES[extname(file)]
    const content = readFileSync(file)
    response.writeHead(200, type ? { 'Content-Type': type } : {})
    // The element's own file stays as it is: the page may hold it to its hash.
    return response.end(
      type && !pathname.includes('/cdn/')
        ? content.toString('utf8').replaceAll(NAMED, served.relayUrl)
        : content,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const served: ServedFolder = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    relayUrl: NAMED,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
  return served
}
