/**
 * Node's HTTP server, held to what we can vouch for: a message that nobody could read
 * differently, an end to every wait, and "100 Continue" only for a body that is wanted.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import { type BrokenStatus, brokenAnswer, brokenMessage, brokenResponse } from './broken-request.ts'
import { drainBody } from './drain-body.ts'

export interface HttpServerOptions {
  /** Milliseconds that the head of a request may take. @default 10 s */
  readonly headersTimeoutMs?: number | undefined
  /** Milliseconds that an unused connection stays open. @default 65 s, longer than most proxies keep theirs */
  readonly keepAliveTimeoutMs?: number | undefined
  /** Milliseconds without a byte in either direction, whatever is going on. @default 6 min */
  readonly silenceTimeoutMs?: number | undefined
}

/** What answers requests, as Hono's `app.fetch` does. */
type Fetch = Parameters<typeof getRequestListener>[0]

/** More than any browser or proxy sends; Node would drop those beyond 2000 without a word. */
const MAX_HEADERS = 256

/** Creates the server; it does not listen yet. */
export function createHttpServer(fetch: Fetch, options: HttpServerOptions = {}): Server {
  const { headersTimeoutMs = 10_000, keepAliveTimeoutMs = 65_000, silenceTimeoutMs = 360_000 } = options
  // A refused body is drained by the relay, which knows how much of it is worth reading.
  const listener = getRequestListener(fetch, {
    autoCleanupIncoming: false,
    // For HTTP/1.0 without a host, in which some load balancers ask whether we live.
    hostname: 'localhost',
    // A target or host that makes no URL: the app never sees it.
    errorHandler: () => brokenResponse(),
  })
  const last = new WeakMap<Duplex, Exchanged>()
  const server = createServer({
    // Bodies have timers of our own, which a slow but steady client does not trip.
    requestTimeout: 0,
    headersTimeout: headersTimeoutMs,
    connectionsCheckingInterval: Math.min(1000, headersTimeoutMs),
    keepAliveTimeout: keepAliveTimeoutMs,
    maxHeaderSize: 16_384,
    // Node's own answer to it could be followed by a second one; ours is below.
    requireHostHeader: false,
  })
  server.maxHeadersCount = 0
  server.setTimeout(silenceTimeoutMs)
  server.on('request', (incoming, outgoing) => {
    // It came on a connection that is being hung up on: nobody would hear the answer.
    if (incoming.socket.writableEnded) return
    last.set(incoming.socket, { incoming, outgoing })
    outgoing.on('finish', drainAnswered)
    const status = refusalStatus(incoming)
    if (status) refuse(outgoing, status)
    else void listener(incoming, outgoing)
  })
  server.on('checkContinue', (incoming, outgoing) => {
    continueWhenRead(incoming, outgoing)
    server.emit('request', incoming, outgoing)
  })
  // Any other expectation is passed over, as RFC 9110 §10.1.1 allows: Node's 417 could be followed by a second answer.
  server.on('checkExpectation', (incoming, outgoing) => server.emit('request', incoming, outgoing))
  server.on('clientError', (error, socket) => refuseBroken(error, socket, last.get(socket)))
  return server
}

/** Whoever was answered without its body being asked for is done. */
function drainAnswered(this: ServerResponse): void {
  drainBody(this.req, this, 0)
}

/** A request and its answer, as far as they have come. */
interface Exchanged {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
}

const BROKEN_STATUS: Readonly<Record<string, BrokenStatus>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/** What is no HTTP is answered as every other mistake; but a request whose body breaks after its answer gets no second one. */
function refuseBroken(error: Error & { code?: string }, socket: Duplex, last: Exchanged | undefined): void {
  if (!socket.writable) return void socket.destroy()
  const answered = last?.outgoing.headersSent && !(last.incoming.complete && last.outgoing.writableFinished)
  const status = BROKEN_STATUS[error.code ?? ''] ?? 400
  socket.end(answered ? '' : brokenAnswer(status), () => socket.destroy())
}

/** A request that two servers might take for two different ones (RFC 9112 §3.2, §6.1). */
function refusalStatus({ rawHeaders, headers, httpVersionMinor }: IncomingMessage): BrokenStatus | undefined {
  if (rawHeaders.length > 2 * MAX_HEADERS) return 431
  let hosts = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1
  }
  const encoding = headers['transfer-encoding']
  const framed = encoding === undefined || (encoding.toLowerCase() === 'chunked' && httpVersionMinor === 1)
  const named = hosts === 1 || (hosts === 0 && httpVersionMinor === 0)
  return !named || !framed ? 400 : undefined
}

function refuse(outgoing: ServerResponse, status: BrokenStatus): void {
  const { headers, body } = brokenMessage(status)
  outgoing.writeHead(status, Object.fromEntries(headers)).end(body)
}

/** A client that got its answer instead never sends its body, so the connection cannot go on. */
function continueWhenRead(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { shouldKeepAlive } = outgoing
  outgoing.shouldKeepAlive = false
  incoming.once('resume', () => {
    // Before its turn it would end up inside the answer to an earlier request.
    if (outgoing.headersSent || !outgoing.socket) return
    outgoing.shouldKeepAlive = shouldKeepAlive
    outgoing.writeContinue()
  })
}
