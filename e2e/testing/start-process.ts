/**
 * Starts a program of ours as a process of its own and waits for the line that says it is ready.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface RunningProcess {
  /** What the ready line matched. */
  readonly match: RegExpMatchArray
  /** Everything it has written so far. */
  output(): string
  /** Asks it to end, and ends it when it does not; resolves with its exit code. */
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<number | null>
  /** Ends it without warning. */
  kill(): Promise<void>
}

const READY_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 5_000

/** Runs a script of ours, named from the root, with these settings and nothing of our own environment but `PATH`. */
export async function startProcess(
  script: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  ready: RegExp,
): Promise<RunningProcess> {
  const path = fileURLToPath(new URL(`../../${script}`, import.meta.url))
  const child = spawn(process.execPath, ['--conditions=@dt-media/source', path, ...args], {
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const match = await waitForLine(child, ready, () => output)
  return {
    match,
    output: () => output,
    stop: (signal = 'SIGTERM') => stop(child, signal),
    async kill() {
      await stop(child, 'SIGKILL')
    },
  }
}

function waitForLine(child: ChildProcess, ready: RegExp, output: () => string): Promise<RegExpMatchArray> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(new Error(`${why}:\n${output()}`))
    }
    const timer = setTimeout(() => fail('Not ready in time'), READY_TIMEOUT_MS)
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code) => fail(`Ended with ${code} before it was ready`))
    child.stdout?.on('data', () => {
      const match = output().match(ready)
      if (!match) return
      clearTimeout(timer)
      child.removeAllListeners('exit')
      resolve(match)
    })
  })
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const ended = once(child, 'exit')
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await ended
  clearTimeout(timer)
  return child.exitCode
}
