/**
 * The command line as a process of its own, from its sources, with nothing of our own environment.
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { RunningEmulator } from '../../emulator/index.ts'

export interface CliOptions {
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly nodeFlags?: readonly string[]
  /** A command that runs the one behind it, as `nice` does. @default none */
  readonly through?: readonly string[]
  /** Where stdout goes: a file descriptor. @default it is kept */
  readonly stdout?: number
}

export interface RunningCli {
  readonly pid: number
  stdout(): string
  stderr(): string
  kill(signal: NodeJS.Signals): void
  /** Closes our end of its stdout. */
  hangUp(): void
  /** Resolves to the exit code, or the signal, when it has ended. */
  readonly ended: Promise<number | NodeJS.Signals>
}

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))

/** Starts `dt-media` with these arguments. It is killed after two minutes, whatever happens. */
export function startCli(args: readonly string[], options: CliOptions = {}): RunningCli {
  const { env = {}, nodeFlags = [], through = [], stdout: to = 'pipe' } = options
  const node = [process.execPath, '--conditions=@dt-media/source', ...nodeFlags, MAIN, ...args]
  const [program = '', ...all] = [...through, ...node]
  const child = spawn(program, all, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', to, 'pipe'],
    timeout: 120_000,
    killSignal: 'SIGKILL',
  })
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal)
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return {
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    kill: (signal) => child.kill(signal),
    hangUp: () => child.stdout?.destroy(),
    ended,
  }
}

/** Runs a command to its end. */
export async function runCli(args: readonly string[], options: CliOptions = {}) {
  const cli = startCli(args, options)
  const code = await cli.ended
  return { code, stdout: cli.stdout(), stderr: cli.stderr() }
}

/** The settings of a relay on any free port, in front of this emulator, open to anyone. */
export function settingsFor(emulator: RunningEmulator): Record<string, string> {
  return { ...emulator.settings, RELAY_AUTH: 'none', PORT: '0' }
}

/** Resolves to the address that the ready line names. */
export async function readyUrl(cli: RunningCli): Promise<string> {
  for (let i = 0; i < 2000; i++) {
    const [, url] = /The relay is ready: (\S+)/.exec(cli.stdout()) ?? []
    if (url) return url
    if (await Promise.race([cli.ended.then(() => true), pause()])) break
  }
  throw new Error(`Not ready:\n${cli.stdout()}${cli.stderr()}`)
}

function pause(): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(resolve, 10, false)
  })
}
