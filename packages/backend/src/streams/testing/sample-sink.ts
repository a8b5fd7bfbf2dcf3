/**
 * A sink for tests: keeps what it gets, and has room when the test says so.
 */

import type { ByteSink, Flow } from '../bytes.ts'

export class SampleSink implements ByteSink {
  readonly chunks: Uint8Array[] = []
  /** How it was told that it is over, once for each time. */
  readonly endings: unknown[] = []
  /** For how many chunks there is room. */
  room: number

  constructor(room = Number.POSITIVE_INFINITY) {
    this.room = room
  }

  write(chunk: Uint8Array): boolean {
    this.chunks.push(chunk)
    this.room -= 1
    return this.room > 0
  }

  end(): void {
    this.endings.push('end')
  }

  fail(error: unknown): void {
    this.endings.push(error)
  }

  /** Everything, one character a byte. */
  get text(): string {
    return Buffer.concat(this.chunks).toString('latin1')
  }

  /** Makes room for more chunks and lets them come. */
  async take(count: number, flow: Flow): Promise<void> {
    this.room = count
    flow.resume()
    await turn()
  }
}

/** Lets all that waits for no more than promises come about. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
