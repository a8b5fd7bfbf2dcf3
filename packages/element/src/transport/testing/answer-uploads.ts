/**
 * Middleware for the browser tests' server: below `/answers/<way>` it takes uploads as a relay
 * would, well or badly, so that `sendFile` meets real sockets; `/answers/strict-page` is a page
 * with the strictest policies that the element's README promises to keep, `/answers/sandboxed-page` one for a sandbox.
 */

import type { IncomingMessage, ServerResponse } from 'node:http'

type Way = (request: IncomingMessage, response: ServerResponse, url: URL) => void

const WAYS: Readonly<Record<string, Way>> = {
  /** Takes the body, and tells in `errmsg` what came. */
  well: async (request, response, url) => {
    let bytes = 0
    for await (const chunk of request) bytes += chunk.length
    const { authorization, 'content-type': contentType, 'x-page': page } = request.headers
    const seen = { bytes, authorization, contentType, page, query: Object.fromEntries(url.searchParams) }
    const answer = {
      errcode: 0,
      errmsg: JSON.stringify(seen),
      type: 'image',
      media_id: '@lADPDe7s',
      created_at: 1,
    }
    response.end(JSON.stringify(answer))
  },
  busy: (request, response) => {
    request.resume()
    response.writeHead(503, { 'Retry-After': '2' })
    response.end(
      JSON.stringify({
        errcode: -1,
        code: 'upstream_busy',
        retriable: true,
        details: { upstream_errcode: 1 },
      }),
    )
  },
  html: (request, response) => {
    request.resume()
    response.end('<!doctype html><title>Welcome</title>')
  },
  /** Takes the body and never answers. */
  mute: (request) => {
    request.resume()
  },
  /** Never reads the body. */
  deaf: () => {},
  reset: (request) => {
    request.destroy()
  },
}

const STRICT =
  "default-src 'none'; script-src 'self'; connect-src 'self'; media-src blob:; require-trusted-types-for 'script'"

/** The policies of `/answers/strict-page?…`, from none to the strictest. */
const POLICIES: Readonly<Record<string, string>> = {
  '': '',
  '?strict': `${STRICT}; img-src blob:; style-src 'self'; trusted-types lit-html`,
  '?bare': `${STRICT}; img-src 'none'; style-src 'none'; trusted-types lit-html`,
}

/** A Koa middleware. */
export async function answerUploads(
  context: { readonly req: IncomingMessage; readonly res: ServerResponse; respond?: boolean },
  next: () => Promise<unknown>,
): Promise<unknown> {
  const url = new URL(context.req.url ?? '/', 'http://localhost')
  const [, root, name = '', ...path] = url.pathname.split('/')
  // A page in a sandbox reads its own modules across origins; of the relays only those that let it.
  if (context.req.headers.origin === 'null' && root !== 'relays') {
    context.res.setHeader('Access-Control-Allow-Origin', '*')
  }
  if (root === 'answers' && /^(strict|sandboxed)-page$/.test(name)) {
    context.respond = false
    const headers = { 'Content-Type': 'text/html', 'Content-Security-Policy': POLICIES[url.search] ?? '' }
    context.res
      .writeHead(200, headers)
      .end(
        `<!doctype html><body><script type="module" src="/packages/element/src/form/testing/${name}.ts"></script>`,
      )
    return undefined
  }
  const way = WAYS[name]
  if (root !== 'answers' || !way || path.join('/') !== 'media/upload') return next()
  context.respond = false
  // Koa begins with 404.
  context.res.statusCode = 200
  way(context.req, context.res, url)
  return undefined
}
