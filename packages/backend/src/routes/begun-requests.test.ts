import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { noteBegun } from './begun-requests.ts'
import type { RelayEnv } from './relay-env.ts'

/** A route whose requests are answered when the test says so. */
function setRoute() {
  const waiting: PromiseWithResolvers<Response>[] = []
  const { route, over } = noteBegun(() => {
    const answer = Promise.withResolvers<Response>()
    waiting.push(answer)
    return answer.promise
  })
  const app = new Hono<RelayEnv>().onError((_, c) => c.text('failed', 500)).get('/', route)
  return { waiting, over, ask: () => app.request('/') }
}

test('waits for those that have begun, however they end, and for no later one', async () => {
  const { waiting, over, ask } = setRoute()
  const answers = [ask(), ask()]
  let isOver = false
  const waited = over().then(() => {
    isOver = true
  })
  void ask()
  assert.equal(waiting.length, 3)
  waiting[0]?.resolve(new Response())
  assert.equal((await answers[0])?.status, 200)
  assert.equal(isOver, false)
  waiting[1]?.reject(new Error('broken'))
  await waited
  assert.equal((await answers[1])?.status, 500)
})

test('is over at once where nothing runs', async () => {
  const { waiting, over, ask } = setRoute()
  const answer = ask()
  waiting[0]?.resolve(new Response())
  await answer
  await over()
})
