/**
 * Starts a relay on a runtime, by the program that the documentation gives for it.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { findFreePorts } from '../free-ports.ts'
import { writeStart } from './documented-start.ts'
import { residentBytesOf } from './resident-bytes.ts'
import { type RuntimeName, runtimeProgram, whyNoRuntime } from './runtime-programs.ts'
import { workerdArguments } from './workerd-arguments.ts'

/** A way to run the relay. */
export interface RuntimeUnderTest {
  readonly title: string
  /** Of the section in `docs/runtimes.md` that it is started by. */
  readonly heading: string
  /** The runtime's program; left out, it is the Node that runs the tests. */
  readonly runtime?: RuntimeName
  /** Below which path the relay's routes are. @default '/' */
  readonly basePath?: string
  /** Whether what is no route of the relay's is answered by an app around it. */
  readonly mounted?: boolean
  /** Whether a client that is still sending may see a broken connection instead of a refusal. */
  readonly cutsRefusedBodies?: boolean
  /** Whether it ends by a signal, once uploads in flight are over. */
  readonly stopsBySignal?: boolean
}

export interface RunningRuntime {
  /** With a slash at the end. */
  readonly url: string
  /** The memory that it holds now, in bytes. */
  residentBytes(): number
  /** Asks it to end, and resolves to its exit code. */
  terminate(): Promise<number | null>
  stop(): Promise<void>
}

export interface Credentials {
  readonly DINGTALK_APP_KEY: string
  readonly DINGTALK_APP_SECRET: string
  readonly RELAY_GRANT_SECRET: string
}

const READY_TIMEOUT_MS = 60_000

/** Why it cannot be run here; `undefined` when it can. */
export function whyNotHere({ runtime }: RuntimeUnderTest): string | undefined {
  return runtime && whyNoRuntime(runtime)
}

/** Starts it in front of this DingTalk, and waits until it answers. */
export async function startRuntime(
  { heading, runtime, basePath = '/' }: RuntimeUnderTest,
  dingtalkUrl: string,
  credentials: Credentials,
): Promise<RunningRuntime> {
  const [port = 0] = await findFreePorts(1)
  const start = await writeStart(heading, port, dingtalkUrl)
  const program = runtime ? runtimeProgram(runtime) : process.execPath
  const args = await argumentsOf(runtime, start.path, port, credentials)
  const child = spawn(program, args, {
    cwd: start.folder,
    env: { PATH: process.env.PATH, ...credentials },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const stop = async () => {
    await end(child)
    await start.remove()
  }
  const url = `http://127.0.0.1:${port}${basePath}`
  const deadline = Date.now() + READY_TIMEOUT_MS
  while (!(await fetch(`${url}healthz`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop()
      throw new Error(`${heading} does not answer:\n${output}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url,
    residentBytes: () => residentBytesOf(child.pid),
    async terminate() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      return child.exitCode
    },
    stop,
  }
}

async function argumentsOf(
  runtime: RuntimeName | undefined,
  path: string,
  port: number,
  credentials: Credentials,
): Promise<readonly string[]> {
  const sources = '--conditions=@dt-media/source'
  switch (runtime) {
    case 'Deno':
      return ['run', sources, '--allow-net', '--allow-env', '--no-lock', '--node-modules-dir=manual', path]
    case 'workerd':
      return workerdArguments(path, port, credentials)
    default:
      return [sources, path]
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
