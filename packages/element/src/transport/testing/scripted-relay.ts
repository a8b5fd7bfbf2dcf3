/**
 * Middleware for the browser tests' server: relays that answer as a test told them, and remember
 * what they were asked. `POST /relays/<id>/script` makes one, `GET /relays/<id>/log` tells what it saw.
 */

import type { IncomingMessage, ServerResponse } from 'node:http'

/** How one request is answered. */
export interface ScriptedAnswer {
  /** @default 200 */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as it is when a text, else as JSON. @default a success with a `media_id` of its own */
  readonly body?: unknown
  /** Takes the body and never answers, breaks the connection, or never reads. */
  readonly instead?: 'mute' | 'reset' | 'deaf'
  /** Waits with the answer. */
  readonly delayMs?: number
}

/** The answers by the last part of the path, in turn; the last one goes on. */
export type Script = Readonly<Record<'upload' | 'known' | 'rules' | 'dingtalk', readonly ScriptedAnswer[]>>

/** A request as it came, or as far as it did. */
export interface LoggedRequest {
  readonly method: string
  readonly route: string
  readonly query: Readonly<Record<string, string>>
  readonly authorization: string | undefined
  bytes: number
  /** What came as JSON. */
  json: string
  /** The client went before it had its answer. */
  aborted: boolean
}

interface ScriptedRelay {
  readonly script: Partial<Script>
  readonly log: LoggedRequest[]
}

const relays = new Map<string, ScriptedRelay>()

/** A Koa middleware. */
export async function scriptedRelay(
  context: { readonly req: IncomingMessage; readonly res: ServerResponse; respond?: boolean },
  next: () => Promise<unknown>,
): Promise<unknown> {
  const url = new URL(context.req.url ?? '/', 'http://localhost')
  const [, root, id = '', action, route = ''] = url.pathname.split('/')
  if (root !== 'relays') return next()
  context.respond = false
  // Koa begins with 404.
  context.res.statusCode = 200
  if (action === 'script') {
    const chunks: Buffer[] = []
    for await (const chunk of context.req) chunks.push(chunk)
    relays.set(id, { script: JSON.parse(Buffer.concat(chunks).toString()), log: [] })
    context.res.end()
  } else if (action === 'log') {
    context.res.end(JSON.stringify(relays.get(id)?.log))
  } else {
    const relay = relays.get(id)
    if (relay) answer(relay, route, url, context.req, context.res)
    else context.res.writeHead(500).end()
  }
  return undefined
}

function answer(
  { script, log }: ScriptedRelay,
  route: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const logged: LoggedRequest = {
    method: request.method ?? '',
    route,
    query: Object.fromEntries(url.searchParams),
    authorization: request.headers.authorization,
    bytes: 0,
    json: '',
    aborted: false,
  }
  const answers = script[route as keyof Script] ?? [{ status: 404, body: { code: 'not_found' } }]
  const earlier = log.filter((other) => other.route === route).length
  const {
    status = 200,
    headers = {},
    body,
    instead,
    delayMs = 0,
  } = answers[Math.min(earlier, answers.length - 1)] ?? {}
  log.push(logged)
  response.on('close', () => {
    logged.aborted = !response.writableFinished
  })
  if (instead === 'deaf') return
  if (instead === 'reset') {
    request.destroy()
    return
  }
  request.on('data', (chunk) => {
    logged.bytes += chunk.length
    if (request.headers['content-type'] === 'application/json') logged.json += chunk
  })
  request.on('end', () => {
    if (instead === 'mute') return
    const media_id = `@scripted-${log.length}`
    const told = body ?? {
      errcode: 0,
      errmsg: 'ok',
      type: url.searchParams.get('type'),
      media_id,
      created_at: 1,
    }
    setTimeout(() => {
      response.writeHead(status, headers)
      response.end(typeof told === 'string' ? told : JSON.stringify(told))
    }, delayMs)
  })
}
