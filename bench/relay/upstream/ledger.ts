/** What the upstream saw since it was last asked. */
export interface LedgerReport {
  readonly uploads: number
  /** Uploads without a Content-Length: DingTalk is known to want one. */
  readonly unsized: number
  /** The first few things that were wrong. */
  readonly faults: readonly string[]
  /** When each file's first byte came, by filename. */
  readonly firstBytesAtMs: Readonly<Record<string, number>>
}

/** Keeps what is asked for after a measurement. */
export class Ledger {
  #uploads = 0
  #unsized = 0
  #faults: string[] = []
  #firstBytesAtMs: Record<string, number> = {}

  addFirstByte(filename: string, atMs: number): void {
    this.#firstBytesAtMs[filename] ??= atMs
  }

  addUpload(sized: boolean, fault: string | undefined): void {
    this.#uploads += 1
    if (!sized) this.#unsized += 1
    if (fault !== undefined && this.#faults.length < 5) this.#faults.push(fault)
  }

  /** Says what came, and begins anew. */
  take(): LedgerReport {
    const report = {
      uploads: this.#uploads,
      unsized: this.#unsized,
      faults: this.#faults,
      firstBytesAtMs: this.#firstBytesAtMs,
    }
    this.#uploads = 0
    this.#unsized = 0
    this.#faults = []
    this.#firstBytesAtMs = {}
    return report
  }
}
