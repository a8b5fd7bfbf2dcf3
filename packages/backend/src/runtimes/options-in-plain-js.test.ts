import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RelayOptions } from '../options.ts'
import * as bun from './bun/index.ts'
import * as deno from './deno/index.ts'
import * as node from './node/index.ts'
import { createNodeRuntime } from './node/node-runtime.ts'
import { createRelayWorker } from './workers/relay-worker.ts'

const nothing = undefined as unknown as RelayOptions
const wrong = {
  app: { appKey: 'key', appSecret: 'secret' },
  auth: 'none',
  runtime: createNodeRuntime(),
  maxUpload: 1,
} as const satisfies RelayOptions & { maxUpload: number }
const named = {
  name: 'TypeError',
  message: 'createRelay: maxUpload: no such option, did you mean maxUploads?',
}

for (const [name, entry] of Object.entries({ Node: node, Deno: deno, Bun: bun })) {
  test(`the entry for ${name} names an option that there is not`, async () => {
    assert.throws(() => entry.createRelay(wrong), named)
    await assert.rejects(entry.startRelay({ ...wrong, host: '127.0.0.1', port: 0 }), named)
  })
}

test('says what it wants where it is given nothing', async () => {
  const expected = { name: 'TypeError', message: /^createRelay: app: required/ }
  assert.throws(() => node.createRelay(nothing), expected)
  await assert.rejects(node.startRelay(nothing), expected)
})

test('a Worker whose options are forgotten says so', () => {
  const worker = createRelayWorker(() => undefined as never)
  assert.throws(() => worker.fetch(new Request('https://relay.example/healthz'), {}), {
    name: 'TypeError',
    message: /^createRelayWorker: store: required/,
  })
})

test('a server on Node takes its own options beside those of the relay', async () => {
  const { maxUpload: _, ...options } = wrong
  const relay = await node.startRelay({
    ...options,
    host: '127.0.0.1',
    port: 0,
    headersTimeoutMs: 1000,
    keepAliveTimeoutMs: 1000,
    silenceTimeoutMs: 1000,
  })
  assert.equal(await relay.stop(), true)
})
