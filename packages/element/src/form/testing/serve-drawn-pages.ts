/**
 * Middleware for the browser tests' server: `/drawn/page?…` is a form with an element that this server has drawn,
 * and no script; `/drawn/echo` tells what such a form sends. Needs a Node with `--conditions=@dt-media/source`.
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { RenderUploadOptions, UploadAttributes } from '../../server.ts'

/** What a test asks for, as JSON in `?of=`. */
export interface DrawnPage extends RenderUploadOptions {
  readonly attributes?: UploadAttributes
  /** In place of what the server would draw. */
  readonly markup?: string
  /** Above and around the form. */
  readonly html?: string
  readonly policy?: string
  readonly lang?: string
}

const NAMES = ['page', 'echo'] as const

/** A Koa middleware. */
export async function serveDrawnPages(
  context: { readonly req: IncomingMessage; readonly res: ServerResponse; respond?: boolean },
  next: () => Promise<unknown>,
): Promise<unknown> {
  const { pathname, searchParams } = new URL(context.req.url ?? '/', 'http://localhost')
  const name = NAMES.find((each) => pathname === `/drawn/${each}`)
  if (!name) return next()
  context.respond = false
  // Koa begins with 404.
  context.res.statusCode = 200
  if (name === 'echo') context.res.end(await whatCame(context.req))
  else await writePage(context.res, JSON.parse(searchParams.get('of') ?? '{}'))
  return undefined
}

async function writePage(response: ServerResponse, page: DrawnPage): Promise<void> {
  const { renderUpload } = await import('../../server.ts')
  const { attributes, html = '', policy, lang = 'en', markup = await renderUpload(attributes, page) } = page
  response.setHeader('Content-Type', 'text/html; charset=utf-8')
  if (policy) response.setHeader('Content-Security-Policy', policy)
  response.end(
    `<!doctype html><html lang="${lang}"><title>A page</title><body>${html}` +
      `<form action="/drawn/echo" method="post" enctype="multipart/form-data">${markup}</form>`,
  )
}

async function whatCame(request: IncomingMessage): Promise<string> {
  const headers = { 'Content-Type': request.headers['content-type'] ?? '' }
  const body = Readable.toWeb(request) as ReadableStream
  const form = await new Request('http://localhost', {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
  } as RequestInit).formData()
  return JSON.stringify(
    [...form].map(([name, value]) => [
      name,
      typeof value === 'string' ? value : `${value.name} ${value.size}`,
    ]),
  )
}
