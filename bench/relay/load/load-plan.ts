/** What the load generator is to do. */
export interface LoadPlan {
  readonly port: number
  readonly clients: number
  readonly fileBytes: number
  /** The file itself as the body, or a form around it. */
  readonly way: 'raw' | 'form'
  /** Headers beside those of the body. */
  readonly headers: Readonly<Record<string, string>>
  /** No upload begins after so many milliseconds. */
  readonly durationMs: number
  /** Nor after so many by one client. */
  readonly uploadsPerClient?: number | undefined
  /** How fast each client sends; as fast as it can where left out. */
  readonly bytesPerSecond?: number | undefined
  /** Sends so many first bytes of the file, then waits so long before the rest. */
  readonly stall?: { readonly afterBytes: number; readonly ms: number } | undefined
}

/** How it went. */
export interface LoadReport {
  readonly uploads: number
  readonly fileBytes: number
  readonly elapsedMs: number
  /** The first few uploads that went wrong. */
  readonly failures: readonly string[]
  readonly latenciesMs: readonly number[]
  /** When each file's first byte was written, by filename. */
  readonly firstBytesAtMs: Readonly<Record<string, number>>
  /** When each paced client had written half of its file. */
  readonly halvesAtMs: Readonly<Record<string, number>>
}
