/**
 * A redis-server of one's own, on a free port, that keeps nothing. The program is the system's; where
 * it is missing a test may say so and be skipped, but not in CI.
 */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface RunningRedis {
  readonly url: string
  /** Ends it without warning. */
  kill(): Promise<void>
  /** Starts it anew after {@link kill}, empty, where it was. */
  start(): Promise<void>
  /** It keeps its connections and answers nobody. */
  freeze(): void
  thaw(): void
  /** Ends it and leaves nothing behind. */
  close(): Promise<void>
}

/** Why tests against Redis cannot run here; `undefined` when they can. Throws in CI. */
export function whyNoRedis(): string | undefined {
  if (spawnSync('redis-server', ['--version']).status === 0) return undefined
  const reason = 'redis-server is not installed'
  if (process.env.CI) throw new Error(reason)
  return reason
}

export async function startRedis({ password }: { readonly password?: string } = {}): Promise<RunningRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'dt-media-redis-'))
  const port = await freePort()
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: 'no',
    ...(password === undefined ? {} : { requirepass: password }),
  }
  let server: ChildProcess | undefined

  async function start(): Promise<void> {
    if (server) return
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
    const started = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] })
    server = started
    let output = ''
    await new Promise<void>((resolve, reject) => {
      started.once('error', reject)
      started.once('exit', () => reject(new Error(`redis-server ended: ${output}`)))
      started.stdout.on('data', (chunk) => {
        output += chunk
        if (output.includes('Ready to accept connections')) resolve()
      })
    })
  }

  async function kill(): Promise<void> {
    const running = server
    server = undefined
    if (!running || running.exitCode !== null) return
    const gone = once(running, 'exit')
    running.kill('SIGKILL')
    await gone
  }

  const endWithTests = () => server?.kill('SIGKILL')
  process.once('exit', endWithTests)
  await start()
  return {
    url: `redis://${password === undefined ? '' : `:${password}@`}127.0.0.1:${port}`,
    kill,
    start,
    freeze: () => server?.kill('SIGSTOP'),
    thaw: () => server?.kill('SIGCONT'),
    async close() {
      process.off('exit', endWithTests)
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
