/**
 * Processes that this one starts, talks to, and always ends: by their own id, whatever happened.
 */

import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'

const children = new Set<ChildProcess>()

// Whatever ends this process ends them too.
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))

/** Starts a program. What it says on stderr is kept for when it fails. */
export function startChild(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): ChildProcess {
  const child = spawn(command, args, options)
  children.add(child)
  child.on('exit', () => children.delete(child))
  return child
}

const PATIENCE_MS = 3_000

/** Ends a process, kindly at first. Resolves when it is gone. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
  child.kill('SIGTERM')
  await gone
  clearTimeout(timer)
}

/** A Node process that answers each order with one message. */
export class Helper<Order extends object, Reply> {
  readonly #child: ChildProcess

  private constructor(child: ChildProcess) {
    this.#child = child
  }

  /** Starts one, with flags for Node itself where they are given. Resolves to it and its first message. */
  static async start<Order extends object, Reply>(
    script: URL,
    args: readonly string[] = [],
    nodeFlags: readonly string[] = [],
  ): Promise<{ helper: Helper<Order, Reply>; first: Reply }> {
    const child = startChild(process.execPath, [...nodeFlags, script.pathname, ...args], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const helper = new Helper<Order, Reply>(child)
    return { helper, first: await helper.#message(60_000) }
  }

  /** Sends an order and resolves to its answer. Throws when there is none in time. */
  ask(order: Order, timeoutMs: number): Promise<Reply> {
    const reply = this.#message(timeoutMs)
    this.#child.send(order)
    return reply
  }

  stop(): Promise<void> {
    return stopChild(this.#child)
  }

  #message(timeoutMs: number): Promise<Reply> {
    const child = this.#child
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(() => reject(new Error('took too long'))), timeoutMs)
      const onMessage = (message: unknown) => settle(() => resolve(message as Reply))
      const onExit = () => settle(() => reject(new Error('a helper process ended')))
      function settle(then: () => void): void {
        clearTimeout(timer)
        child.off('message', onMessage).off('exit', onExit)
        then()
      }
      child.on('message', onMessage).on('exit', onExit)
    })
  }
}
