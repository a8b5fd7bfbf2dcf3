/**
 * A subject in a process of its own, fresh for every measurement: its peak memory is then
 * that measurement's.
 */

import type { ChildProcess } from 'node:child_process'
import net, { type AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { startChild, stopChild } from '../child.ts'
import type { Subject } from '../subjects/subject.ts'
import type { BenchStage } from './bench-stage.ts'

export interface RunningSubject {
  readonly pid: number
  readonly port: number
  /** What it said on stderr. */
  readonly complaints: string
  stop(): Promise<void>
}

const START_TIMEOUT_MS = 60_000

/** Starts a subject and waits until it takes connections. */
export async function startSubject(
  subject: Subject,
  stage: BenchStage,
  secure: boolean,
): Promise<RunningSubject> {
  const port = await freePort()
  const { directory, certFile } = stage
  const upstream = stage.upstreamOrigin(secure)
  const { command, args, env } = subject.command({ port, upstream, certFile, directory })
  const child = startChild(command, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaints = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (complaints.length < 2000) complaints += text
  })
  await reachable(child, port, () => complaints)
  return {
    pid: child.pid ?? 0,
    port,
    get complaints() {
      return complaints
    },
    stop: () => stopChild(child),
  }
}

async function reachable(child: ChildProcess, port: number, complaints: () => string): Promise<void> {
  const until = performance.now() + START_TIMEOUT_MS
  while (performance.now() < until && child.exitCode === null) {
    if (await connects(port)) return
    await delay(30)
  }
  await stopChild(child)
  throw new Error(`does not start: ${complaints().slice(0, 500)}`)
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1' })
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
