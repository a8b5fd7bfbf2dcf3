/**
 * Notices what a relay must never do to the process it runs in: write to stderr, or let an error go.
 */

export interface ProcessWatch {
  /** What was noticed since the last call. */
  take(): string[]
  /** Stops watching. */
  stop(): void
}

/** Keeps what would go to stderr, and catches what nobody else does. */
export function watchProcess(): ProcessWatch {
  let noticed: string[] = []
  const write = process.stderr.write
  const onError = (error: unknown) => {
    noticed.push(`uncaught: ${error instanceof Error ? error.stack : error}`)
  }
  process.stderr.write = (chunk: Uint8Array | string) => {
    noticed.push(`on stderr: ${typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()}`)
    return true
  }
  process.on('uncaughtException', onError)
  process.on('unhandledRejection', onError)
  return {
    take() {
      const taken = noticed
      noticed = []
      return taken
    },
    stop() {
      process.stderr.write = write
      process.off('uncaughtException', onError)
      process.off('unhandledRejection', onError)
    },
  }
}
