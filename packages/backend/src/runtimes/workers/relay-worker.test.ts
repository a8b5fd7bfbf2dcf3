import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMemoryStore, type Store } from '../../index.ts'
import { createRelayWorker, type WorkerRelayOptions } from './relay-worker.ts'

const options: Omit<WorkerRelayOptions, 'store'> = {
  app: { appKey: 'key', appSecret: 'secret' },
  grantSecrets: ['a-secret-of-at-least-thirty-two-bytes'],
}

test('makes the relay of what the Worker is bound to', async () => {
  const worker = createRelayWorker((env: { store: Store; path: string }) => ({
    ...options,
    basePath: env.path,
    store: env.store,
  }))
  const env = { store: createMemoryStore(), path: '/dingtalk' }
  const response = await worker.fetch(new Request('https://relay.example/dingtalk/media/rules'), env)
  assert.equal(response.status, 200)
})

test('takes no request without a store: a grant for one upload would be good for any number', () => {
  const worker = createRelayWorker(() => options as WorkerRelayOptions)
  assert.throws(
    () => worker.fetch(new Request('https://relay.example/healthz'), {}),
    /^TypeError: createRelayWorker: store: required/,
  )
})
