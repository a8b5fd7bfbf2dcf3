/**
 * A subject as a page gets it: bundled by Vite with the same settings for all, what is loaded at the start
 * weighed, and all of it served from loopback.
 */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import type { Subject } from './subjects.ts'

export interface BuiltSubject extends Subject {
  /** Brotli bytes of the script and the styles that are loaded at the start. */
  readonly bytes: number
  readonly url: string
  close(): void
}

const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css' }

/** With `conditions`, packages are looked for under these names first: our sources, in tests. */
export async function buildSubject(
  subject: Subject,
  conditions: readonly string[] = [],
): Promise<BuiltSubject> {
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: [...conditions, 'module', 'browser', 'production'] },
    build: {
      write: false,
      target: 'es2022',
      cssCodeSplit: false,
      modulePreload: false,
      rolldownOptions: {
        input: subject.page,
        // As in an app, whose entry nobody imports: else what lazy parts share with it would be files of their own.
        preserveEntrySignatures: 'allow-extension',
        output: {
          entryFileNames: 'subject.js',
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: 'subject[extname]',
        },
      },
    },
  })
  const files = (output as Rolldown.RolldownOutput).output
  const served = new Map<string, string | Uint8Array>(
    files.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
  )
  const start = loadedAtStart(files)
  served.set('/', pageHtml(served.has('/subject.css'), start.slice(1)))
  const server = createServer((request, response) => {
    const body = served.get(request.url ?? '')
    const type = TYPES[request.url?.split('.').pop() ?? ''] ?? 'text/html'
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` })
    response.end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    ...subject,
    bytes: weigh(start, files),
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** What the entry imports stands in the page, as in one that Vite builds: it is asked for together with the entry. */
function pageHtml(hasStyles: boolean, imports: readonly Rolldown.OutputChunk[]): string {
  const styles = hasStyles ? '<link rel="stylesheet" href="/subject.css">' : ''
  const names = imports.map(({ fileName }) => `/${fileName}`).join(' ')
  return `<!doctype html><html lang="en" data-imports="${names}"><meta charset="utf-8"><title>Measured</title>${styles}<body></body></html>`
}

/** The entry, and the chunks that it needs. What is loaded when it is needed does not count. */
function loadedAtStart(files: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]) {
  const chunks = files.filter((file) => file.type === 'chunk')
  const needed = new Set(chunks.filter(({ isEntry }) => isEntry))
  for (const { imports } of needed) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) needed.add(chunk)
  }
  return [...needed]
}

/** Each file compressed alone, as servers do. */
function weigh(
  start: readonly Rolldown.OutputChunk[],
  files: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[],
): number {
  const styles = files
    .filter((file) => file.type === 'asset')
    .filter(({ fileName }) => fileName.endsWith('.css'))
  const sources = [...start.map(({ code }) => code), ...styles.map(({ source }) => source)]
  return sources.reduce((sum, source) => sum + brotliCompressSync(Buffer.from(source)).length, 0)
}
