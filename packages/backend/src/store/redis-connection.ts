/**
 * A connection to Redis that fails fast. Nothing waits in a queue for a server that is gone; one
 * that has stopped answering, or has become a replica, is given up for a new connection, as a failover
 * may need; and whatever happens, the next server that is there is found without a restart.
 */

import { createClient, ErrorReply } from '@redis/client'
import { REDIS_SCRIPTS } from './redis-scripts.ts'

export interface RedisConnectionOptions {
  /** `redis://[[user]:password@]host[:port][/database]`, or `rediss://` for TLS. Never in an error. */
  readonly url: string
  /** Before every key, where a server is shared. @default 'dt-media:' */
  readonly keyPrefix?: string
  /** Milliseconds that one step may take. @default 500 */
  readonly timeoutMs?: number
  /** Called when the server is found, and once when it is lost or was never there, with the reason. */
  readonly onReadyChange?: (ready: boolean, reason?: string) => void
}

/** What a store asks of the client. Spelled out, so that nobody needs the client's own types. */
export interface RedisClient {
  get(key: string): Promise<string | null>
  set(key: string, value: string, options: RedisSetOptions): Promise<string | null>
  compareAndDelete(key: string, value: string): Promise<number>
  increment(key: string, by: string, lifeMs: string): Promise<number>
  reserveTurn(key: string, spacingUs: string, maxWaitUs: string): Promise<number>
}

interface RedisSetOptions {
  readonly expiration: { readonly type: 'PX'; readonly value: number }
  readonly condition?: 'NX'
}

type OpenClient = ReturnType<typeof openClient>

export interface RedisConnection {
  readonly ready: boolean
  /** Runs one step. Rejects at once when the server is gone, soon when it does not answer. */
  run<T>(step: (client: RedisClient) => Promise<T>): Promise<T>
  /** Lets steps under way finish, within their time. */
  close(): Promise<void>
}

/** A connection without traffic is tried so often, or whatever stands in between may cut it. */
const PING_EVERY_MS = 2000

/** What nothing went in or out for so long is lost, a handshake included. */
const SILENT_MS = 5000

const MAX_BACK_OFF_MS = 2000

/** Begins to connect, and goes on trying until it is closed. Throws a `TypeError` on a URL that is none. */
export function connectToRedis(options: RedisConnectionOptions): RedisConnection {
  const { timeoutMs = 500, onReadyChange } = options
  let reported: boolean | undefined
  let closed = false
  let answers = 0
  let openedAt = 0
  let client = open()
  // Only the first steps after the start wait for a connection: later ones know that it is lost.
  const begun = within(timeoutMs, firstReady(client)).catch(() => {})

  function open(): OpenClient {
    const opened = openClient(options)
    openedAt = performance.now()
    const report = (reason?: string) => opened === client && tell(opened.isReady, reason)
    opened.on('ready', () => report())
    // Without a listener an 'error' would end the process. It tries again by itself.
    opened.on('error', (error: unknown) => report(error instanceof Error ? error.message : 'unknown'))
    opened.connect().catch(() => {})
    return opened
  }

  function tell(ready: boolean, reason?: string): void {
    if (closed || ready === reported) return
    reported = ready
    onReadyChange?.(ready, ready ? undefined : reason)
  }

  function giveUp(useless: OpenClient, reason: string): void {
    if (useless !== client || closed) return
    tell(false, reason)
    client = open()
    useless.destroy()
  }

  function answered<T>(answer: T): T {
    answers += 1
    return answer
  }

  /** A replica keeps its connections, while its old name may long lead to the server that took over. */
  function failed(asked: OpenClient, error: unknown): never {
    // Not at once again: the name may still lead to the replica.
    const settled = performance.now() - openedAt > MAX_BACK_OFF_MS
    if (settled && isReadOnly(error)) giveUp(asked, 'It has become a read-only replica')
    throw error
  }

  return {
    get ready() {
      return client.isReady
    },
    async run(step) {
      if (!client.isReady) await begun
      const asked = client
      const answersBefore = answers
      const answer = step(asked).then(answered, (error: unknown) => {
        answers += 1
        return failed(asked, error)
      })
      return within(timeoutMs, answer, () => {
        // One slow step is no reason to break off those that are answered.
        if (answers === answersBefore) giveUp(asked, `No answer within ${timeoutMs} ms`)
      })
    },
    async close() {
      closed = true
      if (client.isReady) await within(timeoutMs, client.close()).catch(() => {})
      client.destroy()
    },
  }
}

function openClient({ url, keyPrefix = 'dt-media:' }: RedisConnectionOptions) {
  try {
    if (new URL(url).hostname === '') throw new TypeError('No host')
    return createClient({
      url,
      keyPrefix,
      scripts: REDIS_SCRIPTS,
      disableOfflineQueue: true,
      maintNotifications: 'disabled',
      pingInterval: PING_EVERY_MS,
      socket: { connectTimeout: SILENT_MS, socketTimeout: SILENT_MS, reconnectStrategy: backOffMs },
    })
  } catch {
    // What was thrown holds the URL, and that may hold a password.
    throw new TypeError('The Redis URL is none: redis://[[user]:password@]host[:port][/database]')
  }
}

/** Older servers wrap it, where a script met it, in words of their own. */
function isReadOnly(error: unknown): boolean {
  return error instanceof ErrorReply && /\bREADONLY\b/.test(error.message)
}

/** Replicas that lost the same server do not come back all at once. */
function backOffMs(retries: number): number {
  return Math.min(MAX_BACK_OFF_MS, 50 * 2 ** Math.min(retries, 10)) * (0.5 + Math.random() / 2)
}

function firstReady(client: OpenClient): Promise<void> {
  return new Promise((resolve) => {
    client.once('ready', () => resolve())
  })
}

function within<T>(ms: number, answer: Promise<T>, onTimeout?: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const expire = () => {
      reject(new Error(`Redis did not answer within ${ms} ms`))
      onTimeout?.()
    }
    // After a stall of this process the answer may be here, unread: sockets come before immediates.
    let expiring: NodeJS.Immediate | undefined
    const timer = setTimeout(() => {
      expiring = setImmediate(expire)
    }, ms)
    answer.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      clearImmediate(expiring)
    })
  })
}
