/** Scripts for servers in pages, run as they stand there against the local DingTalk; only addresses are others. */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { findFreePorts } from '../../e2e/testing/free-ports.ts'
import { type RunningEmulator, startEmulator } from '../../packages/backend/src/emulator/index.ts'
import { type RunningRelay, startRelay } from '../../packages/backend/src/runtimes/node/index.ts'
import {
  type RunningRedis,
  startRedis,
  whyNoRedis,
} from '../../packages/backend/src/store/testing/start-redis.ts'
import { allFences, distinct, type Fence, root, whereIs } from './fences.ts'
import { fileOf, readersProject } from './readers-project.ts'
import { hasWord } from './ways.ts'

const SECRET = 'a secret of more than thirty-two bytes'
const REDIS = 'redis://127.0.0.1:6379'

const scripts = distinct(allFences().filter((fence) => hasWord(fence, 'node')))
const project = readersProject()
let dingtalk: RunningEmulator
let relay: RunningRelay
let redis: RunningRedis | undefined

before(async () => {
  dingtalk = await startEmulator()
  if (!whyNoRedis()) redis = await startRedis()
  const { DINGTALK_APP_KEY: appKey = '', DINGTALK_APP_SECRET: appSecret = '' } = dingtalk.settings
  relay = await startRelay({
    ...{ port: 0, app: { appKey, appSecret }, grantSecrets: [SECRET] },
    hosts: { oapi: dingtalk.url, api: dingtalk.url },
  })
})
after(async () => {
  await relay?.stop(0)
  await dingtalk?.close()
  await redis?.close()
  project.remove()
})

for (const fence of scripts) {
  const skip = fence.code.includes(REDIS) && whyNoRedis()
  test(`${whereIs(fence)} runs, and what it makes works`, { skip }, async () => {
    const [port = 0] = await findFreePorts(1)
    const script = project.write(`scripts/${fileOf(fence)}`, here(fence, port))
    const child = spawn(
      process.execPath,
      ['--conditions=@dt-media/source', join(import.meta.dirname, 'script-driver.ts')],
      { cwd: project.folder, env: environment(fence, script, port), stdio: ['ignore', 'pipe', 'pipe'] },
    )
    const output = Promise.all([text(child.stdout), text(child.stderr)])
    const [code] = await once(child, 'exit')
    assert.equal(code, 0, (await output).join(''))
  })
}

/** The script for this machine; what it declares is exported, so that it can be tried. */
function here({ code }: Fence, port: number): string {
  const exported = [...code.matchAll(/^(?:const|let) (\w+) = /gm)].map(([, name]) => name)
  const hosts = `hosts: { oapi: '${dingtalk.url}', api: '${dingtalk.url}' },`
  const local = code
    .replace('8787', String(port))
    .replace(/^( *)app: \{/m, `$1${hosts}\n$1app: {`)
    .replaceAll('https://relay.example.com/media', `${relay.url.replace(/\/$/, '')}/media`)
    .replace(REDIS, redis?.url ?? '')
  return `${local}\nexport { ${exported.join(', ')} }\n`
}

function environment({ code }: Fence, script: string, port: number): NodeJS.ProcessEnv {
  return {
    ...dingtalk.settings,
    PATH: process.env.PATH,
    RELAY_GRANT_SECRET: SECRET,
    GRANT_SECRET: SECRET,
    RELAY_URL: relay.url.replace(/\/$/, ''),
    DINGTALK_URL: dingtalk.url,
    LISTENS_AT: code.includes('8787') ? `http://127.0.0.1:${port}` : '',
    PICTURE: join(root, 'fixtures/media/sample.png'),
    SCRIPT: script,
  }
}
