import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signGrant } from '../../grants/index.ts'
import { createMemoryStore, type Store } from '../../index.ts'
import { png, refusalOf, setStage } from './testing/stage.ts'

const secret = 'a-secret-of-at-least-thirty-two-bytes'
let down: RegExp | undefined
let reason: string | undefined

/** A store whose keys of one kind cannot be reached for a while. */
function shakyStore(): Store {
  const store = createMemoryStore()
  return {
    ...store,
    increment: async (key, by, expiry) => {
      if (down?.test(key)) throw new Error('connect ECONNREFUSED redis:6379')
      return store.increment(key, by, expiry)
    },
  }
}

const stage = setStage({
  auth: 'grant',
  grantSecrets: [secret],
  store: shakyStore(),
  uploadsPerMinute: 600,
  uploadsPerMonth: 600,
  observers: [
    {
      uploadEnded(report) {
        reason = report.reason
      },
    },
  ],
})

for (const [what, keys] of [
  ['uses of a grant', /^grant-uses:/],
  ['uploads of a minute', /^rate:/],
  ['uploads of a month', /^quota:/],
] as const) {
  test(`GR-24 lets nobody through while the ${what} cannot be counted, lives on, and recovers`, async () => {
    const grant = await signGrant({ sub: 'alice', maxUploads: 1 }, { secret })
    const init = { headers: { authorization: `Bearer ${grant}` } }
    down = keys
    const response = await stage.send(png, undefined, init)
    const answer = await refusalOf(response)
    assert.deepEqual([answer.code, answer.status, answer.retriable], ['store_unavailable', 503, true])
    assert.ok(Number(response.headers.get('Retry-After')) > 0)
    assert.ok(!JSON.stringify(answer).includes('redis'))
    // An operator reads why: a store may be full, read-only or out of reach, and each wants something else.
    assert.match(reason ?? '', /counted: connect ECONNREFUSED redis:6379$/)
    assert.equal(stage.emulator.control.state().uploads.opened, 0)
    assert.equal((await fetch(`${stage.relay.url}healthz`)).status, 200)
    down = undefined
    assert.equal((await stage.send(png, undefined, init)).status, 200)
  })
}
