/** What the page asks of the demo's server, which plays the visitor's own: it knows the app's key, the page does not. */
import type { ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { DingTalkApp, UploadedMedia } from './dingtalk-app.ts'
import type { Line } from './line.ts'
import type { Handler } from './page-server.ts'
import { receivedPage } from './received-page.ts'

interface RoutesOptions {
  readonly app: DingTalkApp
  readonly line: Line
  readonly addresses: { readonly page: string; readonly relay: string; readonly emulator: string }
}

/** The routes by method and path. */
export function createRoutes({ app, line, addresses }: RoutesOptions): Readonly<Record<string, Handler>> {
  return {
    async 'GET /demo/setup'(_request, response) {
      response
        .setHeader('Content-Type', 'application/json')
        .end(JSON.stringify({ endpoint: line.url, addresses }))
    },

    async 'GET /demo/metrics'(_request, response) {
      await passOn(await fetch(new URL('metrics', addresses.relay)), response)
    },

    async 'POST /demo/notify'(request, response) {
      const media: UploadedMedia = JSON.parse(await text(request))
      await app.notify(media)
      response.writeHead(204).end()
    },

    async 'GET /demo/media'(_request, response, url) {
      const answer = await app.download(url.searchParams.get('media_id') ?? '')
      await passOn(answer, response)
    },

    async 'POST /demo/network'(_request, response, url) {
      const mode = url.searchParams.get('mode')
      line.setMode(mode === 'slow' || mode === 'offline' ? mode : 'normal')
      response.writeHead(204).end()
    },

    async 'POST /demo/submit'(request, response, url) {
      const fields = new URLSearchParams(await text(request))
      response
        .setHeader('Content-Type', 'text/html; charset=utf-8')
        .end(receivedPage(fields, url.searchParams))
    },
  }
}

async function passOn(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, {
    'Content-Type': answer.headers.get('content-type') ?? 'application/octet-stream',
    'Cache-Control': 'no-store',
  })
  response.flushHeaders()
  if (answer.body === null) response.end()
  else await pipeline(answer.body, response).catch(() => response.destroy())
}
