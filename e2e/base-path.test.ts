import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { type RunningRelay, startRelay } from '../packages/backend/src/runtimes/node/index.ts'
import { startCaddy, whyNoCaddy } from './testing/start-caddy.ts'
import { startNginx, whyNoNginx } from './testing/start-nginx.ts'

describe('a relay whose routes are below a path', () => {
  let relay: RunningRelay
  let port: number

  before(async () => {
    const app = { appKey: 'key', appSecret: 'secret' }
    const metricsText = async () => 'inside'
    relay = await startRelay({ port: 0, app, auth: 'none', basePath: '/dt', metricsText })
    port = Number(new URL(relay.url).port)
    assert.equal((await fetch(`http://127.0.0.1:${port}/dt/metrics`)).status, 200)
  })
  after(() => relay?.stop(0))

  for (const { name, start, skip } of [
    { name: 'nginx', start: startNginx, skip: whyNoNginx() ?? false },
    { name: 'Caddy', start: startCaddy, skip: whyNoCaddy() ?? false },
  ]) {
    test(`${name} keeps its metrics and readiness inside, too`, { skip }, async (t) => {
      const proxy = await start([port])
      t.after(() => proxy.stop())
      for (const path of ['metrics', 'readyz']) {
        assert.ok([403, 404].includes((await fetch(`${proxy.url}/dt/${path}`)).status), path)
      }
    })
  }

  test('is well for the container file as well', async () => {
    const file = await readFile(new URL('../deploy/Dockerfile', import.meta.url), 'utf8')
    const [, command = ''] = /^HEALTHCHECK .* CMD (\[.*\])$/m.exec(file) ?? []
    const [, ...args] = JSON.parse(command) as string[]
    const check = async (path: string) => {
      const env = { PORT: `${port}`, RELAY_BASE_PATH: path }
      const [code] = await once(spawn(process.execPath, args, { env }), 'exit')
      return code
    }
    for (const path of ['/dt', '/dt/']) assert.equal(await check(path), 0, path)
    assert.equal(await check('/elsewhere'), 1)
  })
})
