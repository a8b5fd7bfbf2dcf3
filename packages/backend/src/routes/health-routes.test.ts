import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { MediaError } from '../errors.ts'
import { healthRoute, readyRoute } from './health-routes.ts'
import { createUploadGate } from './upload-gate.ts'

const good = async () => {}
const tokenless = async () => {
  throw new MediaError('token_unavailable', 'No access token')
}

async function ready(check: () => Promise<void>, gate = createUploadGate(1)) {
  const tokens = {
    check,
    forCorp: () => {
      throw new Error('Readiness asks for no corp')
    },
  }
  const response = await new Hono().get('/', readyRoute(gate, tokens)).request('/')
  return [response.status, response.headers.get('Retry-After'), await response.json()]
}

test('PR-10 the process lives as long as it answers', async () => {
  const response = await new Hono().get('/', healthRoute).request('/')
  assert.deepEqual([response.status, await response.json()], [200, { status: 'ok' }])
})

test('PR-10 ready is who has a token', async () => {
  assert.deepEqual(await ready(good), [200, null, { status: 'ok' }])
})

test('TK-02 without a token it is not ready, says why, and when to ask again', async () => {
  assert.deepEqual(await ready(tokenless), [503, '1', { status: 'unready', reason: 'no access token' }])
})

test('PR-01 shutting down it is not ready, token or not', async () => {
  const gate = createUploadGate(1)
  await gate.drain()
  for (const check of [good, tokenless]) {
    assert.deepEqual(await ready(check, gate), [503, '1', { status: 'unready', reason: 'shutting down' }])
  }
})
