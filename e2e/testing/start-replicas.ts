/**
 * Three relay processes that share a real Redis, nginx in front of them, and one DingTalk behind.
 */

import { type RunningEmulator, startEmulator } from '../../packages/backend/src/emulator/index.ts'
import {
  type RunningRedis,
  startRedis,
  whyNoRedis,
} from '../../packages/backend/src/store/testing/start-redis.ts'
import { type EmulatorClient, emulatorClient } from './emulator-client.ts'
import { findFreePorts } from './free-ports.ts'
import { startNginx, whyNoNginx } from './start-nginx.ts'
import { type RunningProcess, startProcess } from './start-process.ts'

export interface Replica {
  /** Past the load balancer; without a slash at the end. */
  readonly url: string
  /** Uploads that are under way in it, as it says itself. */
  inFlight(): Promise<number>
  /** Ends it without warning. */
  kill(): Promise<void>
  /** Starts it anew where it was after {@link kill}; leaves one that runs. */
  start(): Promise<void>
}

export interface Replicas {
  readonly replicas: readonly Replica[]
  /** Of the load balancer; without a slash at the end. */
  readonly balancerUrl: string
  readonly redis: RunningRedis
  readonly dingtalk: RunningEmulator
  readonly emulator: EmulatorClient
  stop(): Promise<void>
}

const CLI = 'packages/backend/src/cli/main.ts'

/** Why they cannot be started here; `undefined` when they can. Throws in CI. */
export function whyNoReplicas(): string | undefined {
  return whyNoRedis() ?? whyNoNginx()
}

/**
 * Starts all of it; these settings are every relay's. What DingTalk pushes to a third-party app goes to the
 * first relay alone. What has started is ended again when the rest does not.
 */
export async function startReplicas(
  settings: Readonly<Record<string, string>>,
  app: 'internal' | 'third-party' = 'internal',
): Promise<Replicas> {
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end()
  }
  try {
    const redis = await startRedis()
    stops.push(redis.close)
    // The relays' own pace is what is looked at, not how DingTalk would punish a wrong one.
    const ports = await findFreePorts(3)
    const callbackUrl = `http://127.0.0.1:${ports[0]}/dingtalk/callback`
    const dingtalk = await startEmulator({ queriesPerSecond: 0, callbackUrl })
    stops.push(dingtalk.close)
    const replicas = ports.map((port) => {
      const replica = createReplica(port, {
        ...(app === 'internal' ? dingtalk.settings : dingtalk.suiteSettings),
        RELAY_REDIS_URL: redis.url,
        RELAY_TRUST_PROXY: '1',
        RELAY_LOG_LEVEL: 'error',
        ...settings,
      })
      stops.push(replica.stop)
      return replica
    })
    await Promise.all(replicas.map((replica) => replica.start()))
    const nginx = await startNginx(ports)
    stops.push(nginx.stop)
    const { DINGTALK_APP_KEY = '', DINGTALK_APP_SECRET = '' } = dingtalk.settings
    const emulator = emulatorClient(dingtalk.url, DINGTALK_APP_KEY, DINGTALK_APP_SECRET)
    return { replicas, balancerUrl: nginx.url, redis, dingtalk, emulator, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function createReplica(port: number, settings: Readonly<Record<string, string>>) {
  const url = `http://127.0.0.1:${port}`
  let running: RunningProcess | undefined
  return {
    url,
    async inFlight() {
      const metrics = await (await fetch(`${url}/metrics`)).text()
      return Number(/^dt_media_uploads_in_flight (\d+)$/m.exec(metrics)?.[1])
    },
    async start() {
      running ??= await startProcess(CLI, ['serve', '--port', `${port}`], settings, /ready: (\S+)/)
    },
    async kill() {
      const victim = running
      running = undefined
      await victim?.kill()
    },
    async stop() {
      await running?.stop()
    },
  }
}
