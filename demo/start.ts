/** Starts the local DingTalk, the relay and the page, all in this process, so that Ctrl-C leaves nothing behind. */
import { styleText } from 'node:util'
import { startEmulator } from '@dt-media/backend/emulator'
import { createMetrics, startRelay } from '@dt-media/backend/node'
import { createDingTalkApp } from './server/dingtalk-app.ts'
import { openLine } from './server/line.ts'
import { startPageServer } from './server/page-server.ts'
import { findTakenPorts, type Ports, readPorts } from './server/ports.ts'
import { createRoutes } from './server/routes.ts'

const APP = { appKey: 'dingdemoapp', appSecret: 'a-secret-the-page-never-sees' }

async function startDemo(ports: Ports): Promise<() => Promise<void>> {
  const emulator = await startEmulator({ ...APP, port: ports.emulator })
  const metrics = createMetrics()
  const relay = await startRelay({
    app: APP,
    auth: 'none',
    // A visitor may drop a thousand files; the pace that DingTalk allows holds all the same.
    uploadsPerMinute: 0,
    hosts: { oapi: emulator.url, api: emulator.url },
    port: ports.relay,
    observers: [metrics.observer],
    metricsText: metrics.text,
    allowedOrigins: [`http://localhost:${ports.page}`, `http://127.0.0.1:${ports.page}`],
  })
  const line = await openLine(ports.relay)
  const addresses = { page: `http://localhost:${ports.page}/`, relay: relay.url, emulator: emulator.url }
  const app = createDingTalkApp({ ...APP, oapiUrl: emulator.url, mediaPage: `${addresses.page}demo/media` })
  const page = await startPageServer({
    port: ports.page,
    routes: createRoutes({ app, line, addresses }),
  })

  console.log(`
  ${styleText('bold', 'dt-media demo')}

  Page            ${styleText(['bold', 'cyan'], addresses.page)}
  Relay           ${addresses.relay}
  Local DingTalk  ${addresses.emulator}

  Open the page and drop a file. Ctrl-C ends all three.
`)
  return async () => {
    line.close()
    await Promise.all([page.close(), relay.stop(0)])
    await emulator.close()
  }
}

async function main(): Promise<void> {
  const ports = readPorts(process.env)
  const taken = await findTakenPorts(ports)
  if (taken.length > 0) throw new TypeError(taken.join('\n'))

  const stop = await startDemo(ports)
  const end = () => {
    clearInterval(watch)
    process.once('SIGINT', () => process.exit(1))
    void stop().then(() => process.exit(0))
  }
  // Who ends the package manager that started us ends us too, though no signal comes through.
  const parent = process.ppid
  const watch = setInterval(() => process.ppid === parent || end(), 1000)
  process.once('SIGINT', end).once('SIGTERM', end).once('SIGHUP', end)
}

main().catch((error: unknown) => {
  console.error(error instanceof TypeError ? error.message : error)
  process.exit(1)
})
