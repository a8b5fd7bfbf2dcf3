import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { startRedis, whyNoRedis } from '../packages/backend/src/store/testing/start-redis.ts'
import { writeProgram } from './testing/acceptance/documented-start.ts'
import { runtimeProgram, whyNoRuntime } from './testing/acceptance/runtime-programs.ts'

const run = promisify(execFile)

/** Each step once, the last two against the turn and the entry of the ones before. */
const program = (url: string) => `
import { createRedisStore } from '@dt-media/backend/redis'

const store = createRedisStore({ url: '${url}' })
const minute = { expiresInMs: 60_000 }
const turns = { spacingMs: 10_000, maxWaitMs: 60_000 }
await store.set('value', 'text', minute)
console.log(JSON.stringify([
  await store.get('value'),
  await store.increment('count', 2, minute),
  await store.compareAndDelete('value', 'text'),
  await store.setIfAbsent('value', 'again', minute),
  await store.setIfAbsent('value', 'and again', minute),
  await store.reserveTurn('turn', turns),
  (await store.reserveTurn('turn', turns)) > 0,
]))
await store.close()
`

const RUNNING = {
  Deno: ['run', '--allow-all', '--no-lock', '--node-modules-dir=manual', '--conditions=@dt-media/source'],
  Bun: ['--conditions=@dt-media/source'],
} as const

for (const runtime of ['Deno', 'Bun'] as const) {
  test(`${runtime} shares what it has through Redis`, {
    skip: whyNoRuntime(runtime) ?? whyNoRedis() ?? false,
  }, async () => {
    const redis = await startRedis()
    const written = await writeProgram(program(redis.url))
    try {
      const { stdout } = await run(runtimeProgram(runtime), [...RUNNING[runtime], written.path])
      assert.deepEqual(JSON.parse(stdout), ['text', 2, true, true, false, 0, true])
    } finally {
      await written.remove()
      await redis.close()
    }
  })
}
