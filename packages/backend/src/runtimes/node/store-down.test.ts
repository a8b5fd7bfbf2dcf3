import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signGrant } from '../../grants/index.ts'
import { createMemoryStore, type Store } from '../../index.ts'
import { png, refusalOf, setStage } from './testing/stage.ts'

const secret = 'a-secret-of-at-least-thirty-two-bytes'
let down: RegExp | undefined
let reason: string | undefined
const warnings: string[] = []

/** A store whose keys of one kind cannot be reached for a while. */
function shakyStore(): Store {
  const store = createMemoryStore()
  return {
    ...store,
    get: async (key) => {
      if (down?.test(key)) throw new Error('connect ECONNREFUSED redis:6379')
      return store.get(key)
    },
    increment: async (key, by, expiry) => {
      if (down?.test(key)) throw new Error('connect ECONNREFUSED redis:6379')
      return store.increment(key, by, expiry)
    },
  }
}

const stage = setStage({
  auth: 'grant',
  grantSecrets: [secret],
  dingtalkLogin: true,
  store: shakyStore(),
  uploadsPerMinute: 600,
  uploadsPerMonth: 600,
  observers: [
    {
      uploadEnded(report) {
        reason = report.reason
      },
      warned: (message) => warnings.push(message),
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

for (const [what, keys, path, body] of [
  ['lookups of a minute', /^rate:/, `media/known?type=image&filename=a.png&sha256=${'ab'.repeat(32)}`, null],
  ['known media', /^known:/, `media/known?type=image&filename=a.png&sha256=${'ab'.repeat(32)}`, null],
  ['logins of a minute', /^rate:/, 'auth/dingtalk', '{"code":"good"}'],
] as const) {
  test(`GR-24 tells the operator why the ${what} are out of reach`, async (t) => {
    t.after(() => {
      down = undefined
    })
    down = keys
    warnings.length = 0
    const authorization = `Bearer ${await signGrant({ sub: 'alice' }, { secret })}`
    const method = body === null ? 'GET' : 'POST'
    const response = await fetch(`${stage.relay.url}${path}`, { method, body, headers: { authorization } })
    assert.equal((await refusalOf(response)).code, 'store_unavailable')
    assert.equal(warnings.length, 1)
    assert.match(warnings[0] ?? '', /: connect ECONNREFUSED redis:6379$/)
  })
}
