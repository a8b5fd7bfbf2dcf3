/**
 * Ends a process whose test does not end, and notes which mutant it was. In a thread of its own, for a loop
 * without an end lets no timer of its own thread come due.
 */

import { writeFileSync } from 'node:fs'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'

interface Watch {
  readonly timeoutMs: number
  readonly file: string
  readonly text: string
}

/** Writes a text to a file and ends the process, unless it is called off before the time is over. */
export function startWatchdog() {
  const worker = new Worker(new URL(import.meta.url))
  worker.unref()
  return {
    watch: (watch: Watch) => worker.postMessage(watch),
    callOff: () => worker.postMessage(undefined),
  }
}

if (!isMainThread) {
  let timer: NodeJS.Timeout | undefined
  parentPort?.on('message', (watch: Watch | undefined) => {
    clearTimeout(timer)
    if (!watch) return
    timer = setTimeout(() => {
      writeFileSync(watch.file, watch.text)
      process.kill(process.pid, 'SIGKILL')
    }, watch.timeoutMs)
  })
}
