/**
 * Where state lives that several replicas must share: small texts that all expire. Kept so narrow
 * that each method is one atomic step everywhere: Redis has `SET PX`, `SET NX PX` and short scripts.
 * A method that cannot reach the store rejects with whatever the client throws.
 */

export interface StoreExpiry {
  /** Milliseconds until the entry is gone; less than one counts as one. */
  readonly expiresInMs: number
}

/** The time of a counter, and whether it must last that long. */
export interface CounterExpiry extends StoreExpiry {
  /** It may be forgotten early when room is short, as a value may. @default false */
  readonly evictable?: boolean
}

/** How close turns may follow each other, and how far ahead one may be. */
export interface TurnSpacing {
  readonly spacingMs: number
  /** Whoever would have to wait longer gets no turn. */
  readonly maxWaitMs: number
}

export interface Store {
  /** The value, or what a counter stands at, in decimal; `undefined` when there is none or it expired. */
  get(key: string): Promise<string | undefined>

  /** Writes a value that may be forgotten early when room is short, as a cached one may. */
  set(key: string, value: string, expiry: StoreExpiry): Promise<void>

  /** Writes unless the key is taken, and tells whether it wrote: of many at once, one gets `true`. Never forgotten early. */
  setIfAbsent(key: string, value: string, expiry: StoreExpiry): Promise<boolean>

  /** Deletes if the value is still this one, and tells whether it did: lets go of one's own lock, never another's. */
  compareAndDelete(key: string, value: string): Promise<boolean>

  /**
   * Adds a whole number to a counter and resolves to where it stands then, never below 0. Its time
   * runs from the first step up: later ones do not prolong it. Never forgotten early, unless it is evictable.
   */
  increment(key: string, by: number, expiry: CounterExpiry): Promise<number>

  /**
   * Takes the next turn in a row of evenly spaced ones, and resolves to the milliseconds until it
   * comes; when those are more than `maxWaitMs`, no turn was taken. Time is the store's own, so that
   * replicas need not agree on it; where its clock is set back, the row begins anew. All who share a
   * row have one spacing. Never forgotten early.
   */
  reserveTurn(key: string, spacing: TurnSpacing): Promise<number>
}
