/**
 * A Durable Object that keeps a store's entries in its own database. It handles one step at a time, and a step does not
 * wait in between, so all Workers everywhere agree. Cloudflare's KV could not: it has no atomic step at all.
 */

import { stepsOnEntries } from '../../store/steps-on-entries.ts'
import type { Store } from '../../store/store.ts'

/** What the platform hands a Durable Object, as far as this one needs it. */
export interface ObjectState {
  readonly storage: {
    readonly sql: {
      exec(query: string, ...values: (string | number)[]): { toArray(): Record<string, unknown>[] }
    }
    getAlarm(): Promise<number | null>
    setAlarm(time: number): Promise<void>
  }
}

/** One step as it comes over the wire. */
export interface StoreStep {
  readonly step: keyof Store
  readonly args: readonly unknown[]
}

const SWEEP_EVERY_MS = 3_600_000

/** Export it from the Worker under the name that its binding has; the class needs a database (`new_sqlite_classes`). */
export class StoreObject {
  readonly #storage: ObjectState['storage']
  readonly #store: Store
  #sweepPlanned = false

  constructor({ storage }: ObjectState) {
    this.#storage = storage
    const { sql } = storage
    sql.exec('CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value TEXT, expires_at REAL)')
    sql.exec('CREATE INDEX IF NOT EXISTS expiry ON entries (expires_at)')
    this.#store = stepsOnEntries(
      {
        live(key) {
          const query = 'SELECT value, expires_at FROM entries WHERE key = ? AND expires_at > ?'
          const [row] = sql.exec(query, key, Date.now()).toArray()
          return row && { value: String(row.value), expiresAt: Number(row.expires_at) }
        },
        write(key, { value, expiresAt }) {
          sql.exec('INSERT OR REPLACE INTO entries VALUES (?, ?, ?)', key, value, expiresAt)
        },
        delete(key) {
          sql.exec('DELETE FROM entries WHERE key = ?', key)
        },
      },
      Date.now,
    )
  }

  /** Carries out one {@link StoreStep}, and answers what it resolves to as JSON. */
  async fetch(request: Request): Promise<Response> {
    const { step, args } = (await request.json()) as StoreStep
    await this.#planSweep()
    try {
      const run = this.#store[step] as (...args: readonly unknown[]) => Promise<unknown>
      return Response.json({ result: await run(...args) })
    } catch (error) {
      return new Response(error instanceof Error ? error.message : 'It failed', { status: 400 })
    }
  }

  /** Deletes what has expired; the platform calls it. */
  async alarm(): Promise<void> {
    const { sql } = this.#storage
    sql.exec('DELETE FROM entries WHERE expires_at <= ?', Date.now())
    this.#sweepPlanned = false
    if (sql.exec('SELECT 1 FROM entries LIMIT 1').toArray().length > 0) await this.#planSweep()
  }

  async #planSweep(): Promise<void> {
    if (this.#sweepPlanned) return
    this.#sweepPlanned = true
    // An object that is woken up now and then is not to put it off forever.
    if ((await this.#storage.getAlarm()) === null) await this.#storage.setAlarm(Date.now() + SWEEP_EVERY_MS)
  }
}
