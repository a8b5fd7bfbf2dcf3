/**
 * Pours bytes into a sink, whatever they are: those that cannot be poured are pulled, one
 * promise a chunk, and only while the sink has room.
 */

import type { ByteSink, Bytes, Flow, PourableBytes } from './bytes.ts'
import { letGo } from './let-go.ts'

/** Begins at once. After `end` or `fail` the sink hears nothing more. */
export function pourBytes(source: Bytes | AsyncIterator<Uint8Array>, sink: ByteSink): Flow {
  if (isPourable(source)) return source.pour(sink)
  return pull(Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source, sink)
}

function isPourable(source: object): source is PourableBytes {
  return 'pour' in source
}

function pull(chunks: AsyncIterator<Uint8Array>, sink: ByteSink): Flow {
  let stopped = false
  let onRoom: (() => void) | undefined

  async function run(): Promise<void> {
    try {
      while (!stopped) {
        const { done, value } = await chunks.next()
        if (stopped) return
        if (done) return sink.end()
        if (!sink.write(value)) {
          await new Promise<void>((resolve) => {
            onRoom = resolve
          })
        }
      }
    } catch (error) {
      if (stopped) return
      letGo(chunks)
      sink.fail(error)
    }
  }
  void run()

  return {
    resume: () => onRoom?.(),
    stop() {
      stopped = true
      onRoom?.()
      letGo(chunks)
    },
  }
}
