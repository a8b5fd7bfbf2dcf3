/** Types what a page says into a shell of its own, in a clone, and ends what that started. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { FreshClone } from './fresh-clone.ts'

const READY_TIMEOUT_MS = 5 * 60_000
const STOP_TIMEOUT_MS = 20_000

export interface StartedBlock {
  /** What the line that was waited for matched. */
  readonly match: RegExpMatchArray
  /** Ctrl-C; resolves once everything that it started has ended. */
  stop(): Promise<void>
}

/** Resolves to what a block of shell wrote to its standard output, once it has ended well. */
export async function runBlock(clone: FreshClone, code: string, env: Readonly<Record<string, string>> = {}) {
  const child = shell(clone, code, env)
  const output = outputOf(child)
  const timer = setTimeout(() => signal(child, 'SIGKILL'), READY_TIMEOUT_MS)
  const [exitCode] = await once(child, 'close')
  clearTimeout(timer)
  if (exitCode !== 0) throw new Error(`Ended with ${exitCode}:\n${code}\n${output.all()}`)
  return output.stdout()
}

/** Resolves once a block that goes on until it is stopped has written this. */
export async function startBlock(
  clone: FreshClone,
  code: string,
  ready: RegExp,
  env: Readonly<Record<string, string>> = {},
): Promise<StartedBlock> {
  const child = shell(clone, code, env)
  const output = outputOf(child)
  const match = await new Promise<RegExpMatchArray>((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer)
      reject(new Error(`${why}:\n${code}\n${output.all()}`))
    }
    const timer = setTimeout(() => {
      signal(child, 'SIGKILL')
      fail('Not ready in time')
    }, READY_TIMEOUT_MS)
    child.once('close', (exitCode) => fail(`Ended with ${exitCode} before it was ready`))
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', () => {
        const found = output.all().match(ready)
        if (!found) return
        clearTimeout(timer)
        resolve(found)
      })
    }
  })
  return { match, stop: () => stop(child) }
}

/** A process group of its own, so that all that the block starts can be ended with it. */
function shell({ folder, env }: FreshClone, code: string, more: Readonly<Record<string, string>>) {
  // Without pipefail: `… | head` may end before all was written to it.
  return spawn('bash', ['-euc', code], {
    cwd: folder,
    env: { ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
}

function outputOf(child: ChildProcess) {
  const written = { stdout: '', all: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text
    written.all += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    written.all += text
  })
  return { stdout: () => written.stdout, all: () => written.all }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.stdout?.closed) return
  const closed = once(child, 'close')
  signal(child, 'SIGINT')
  const timer = setTimeout(() => signal(child, 'SIGKILL'), STOP_TIMEOUT_MS)
  await closed
  clearTimeout(timer)
}

function signal({ pid }: ChildProcess, name: 'SIGINT' | 'SIGKILL'): void {
  try {
    if (pid) process.kill(-pid, name)
  } catch {
    // All of the group have ended by themselves.
  }
}
