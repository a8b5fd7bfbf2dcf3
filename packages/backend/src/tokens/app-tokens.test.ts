import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DINGTALK_HOSTS } from '../dingtalk/hosts.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { type AppOptions, type AppTokensOptions, keepAppTokens } from './app-tokens.ts'
import { createSuiteTickets } from './suite-tickets.ts'

const internal = { appKey: 'dingkey', appSecret: 'secret' }
const suite = { suiteKey: 'suitekey', suiteSecret: 'secret', corpId: 'ding1', allowedCorps: ['ding2'] }

/** A DingTalk that gives another token each time, and replicas on one store. */
function stage(app: AppOptions, options: Partial<AppTokensOptions> = {}) {
  const asked: URL[] = []
  const store = createMemoryStore()
  const play: typeof fetch = async (input) => {
    asked.push(new URL(String(input)))
    return Response.json({ errcode: 0, access_token: `token ${asked.length}`, expires_in: 7200 })
  }
  const replica = () =>
    keepAppTokens(app, {
      hosts: DINGTALK_HOSTS.cn,
      tokenApi: 'oapi',
      store,
      fetch: play,
      timeoutMs: 60_000,
      ...options,
    })
  return { asked, store, replica }
}

describe("an app's tokens", () => {
  test('are fetched once for all replicas', async () => {
    for (const app of [internal, { ...suite, suiteTicket: 'fixed' }]) {
      const { replica, asked } = stage(app)
      const replicas = [replica(), replica(), replica()]
      const tokens = await Promise.all(replicas.map((each) => each.forCorp(undefined).get()))
      assert.deepEqual(tokens, Array(3).fill('token 1'))
      assert.equal(asked.length, 1)
    }
  })

  test('differ by corp for a third-party app', async () => {
    const { replica, asked } = stage({ ...suite, suiteTicket: 'fixed' })
    const tokens = replica()
    assert.notEqual(await tokens.forCorp('ding1').get(), await tokens.forCorp('ding2').get())
    assert.equal(asked.length, 2)
  })

  test('are fetched with the newest suite ticket that any replica was pushed', async () => {
    const { replica, asked, store } = stage(suite)
    await createSuiteTickets({ store, suiteKey: 'suitekey' }).keep({ suiteTicket: 'pushed', bornAt: 1 })
    await replica().forCorp('ding2').get()
    assert.equal(asked[0]?.searchParams.get('suiteTicket'), 'pushed')
  })

  test('wait for the first suite ticket', async () => {
    const { replica, asked } = stage(suite)
    await assert.rejects(replica().forCorp(undefined).get(), { code: 'token_unavailable' })
    assert.deepEqual(asked, [])
  })

  test('come from a function that is told the corp, and which token was refused', async () => {
    const told: (string | undefined)[][] = []
    const fetchToken = async (...request: (string | undefined)[]) => {
      told.push(request)
      return { accessToken: `theirs ${told.length}`, expiresInMs: 7_200_000 }
    }
    const tokens = stage({ fetchToken, allowedCorps: ['ding2'] }).replica()
    await tokens.forCorp(undefined).get()
    const ding2 = tokens.forCorp('ding2')
    ding2.forget(await ding2.get())
    assert.equal(await ding2.get(), 'theirs 3')
    assert.deepEqual(told, [
      [undefined, undefined],
      ['ding2', undefined],
      ['ding2', 'theirs 2'],
    ])
  })

  test('show each fetch, and only fetches, to whoever counts them', async () => {
    let fetches = 0
    const { replica } = stage(internal, {
      around: (fetchToken) => {
        fetches += 1
        return fetchToken()
      },
    })
    await Promise.all([replica().forCorp(undefined).get(), replica().forCorp(undefined).get()])
    assert.equal(fetches, 1)
  })

  test('are fetched without the store where that does no harm, and not where it might', async () => {
    const down = () => Promise.reject(new Error('ECONNREFUSED'))
    const store = { ...createMemoryStore(), get: down, setIfAbsent: down }
    const tokensOf = (app: AppOptions) => stage(app, { store }).replica().forCorp(undefined)
    assert.equal(await tokensOf(internal).get(), 'token 1')
    await assert.rejects(tokensOf({ ...suite, suiteTicket: 'fixed' }).get(), { code: 'store_unavailable' })
  })

  test('are asked of the corp by the unified way, for either kind of app', async () => {
    for (const app of [{ ...internal, corpId: 'ding1' }, suite]) {
      const { replica, asked } = stage(app, { tokenApi: 'unified' })
      await replica().forCorp(undefined).get()
      assert.equal(asked[0]?.href, 'https://api.dingtalk.com/v1.0/oauth2/ding1/token')
    }
  })

  test("need to know an internal app's corp for the unified way", () => {
    assert.throws(() => stage(internal, { tokenApi: 'unified' }).replica(), TypeError)
  })
})
