/**
 * What every access token provider keeps, whichever way it takes. DingTalk is a tiny app that notes
 * what it is asked and answers what the test wants; nothing goes over a network.
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { Hono } from 'hono'
import { DINGTALK_HOSTS, type DingTalkHosts } from '../../dingtalk/hosts.ts'
import { MediaError } from '../../errors.ts'
import type { AccessTokenProvider } from '../access-token-provider.ts'

/** What a provider asks DingTalk for, taken apart. */
export interface TokenCall {
  readonly method: string
  /** Origin and path. */
  readonly target: string
  readonly query: Readonly<Record<string, string>>
  readonly json?: unknown
}

export interface ProviderUnderTest {
  create(calling: {
    readonly hosts: DingTalkHosts
    readonly fetch: typeof fetch
    readonly timeoutMs: number
  }): AccessTokenProvider
  /** The one call that it makes for the corp `dingcorp`. */
  readonly call: TokenCall
  /** DingTalk's answer when all is well. */
  answer(token: unknown, expiresIn: unknown): object
  readonly refusal: {
    readonly status: number
    readonly json: object
    readonly upstreamErrcode: number | string
  }
  /** What must be in no error. */
  readonly secrets: readonly string[]
}

type Answer = () => Response | Promise<Response>

/** Declares the tests of one provider. */
export function testAccessTokenProvider(name: string, tested: ProviderUnderTest): void {
  describe(name, () => {
    function stage(answer: Answer, timeoutMs = 60_000) {
      const calls: TokenCall[] = []
      const dingtalk = new Hono().all('*', async (c) => {
        const { origin, pathname } = new URL(c.req.url)
        const text = await c.req.text()
        const call = { method: c.req.method, target: origin + pathname, query: { ...c.req.query() } }
        calls.push(text ? { ...call, json: JSON.parse(text) } : call)
        return answer()
      })
      // A fetch that fails, fails: no answer of 500.
      dingtalk.onError((error) => Promise.reject(error))
      const play: typeof fetch = async (input, init) => {
        const answered = Promise.resolve(dingtalk.request(input as string, init))
        const aborted = new Promise<never>((_, reject) =>
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
        )
        return Promise.race([answered, aborted])
      }
      const provide = tested.create({ hosts: DINGTALK_HOSTS.intl, fetch: play, timeoutMs })
      return { calls, get: () => provide('dingcorp', undefined) }
    }

    const json =
      (body: object, status = 200): Answer =>
      () =>
        Response.json(body, { status })

    async function failure(answer: Answer, timeoutMs?: number): Promise<MediaError> {
      const { get } = stage(answer, timeoutMs)
      const error = await get().then(
        () => assert.fail('It resolved'),
        (thrown: unknown) => thrown,
      )
      assert.ok(error instanceof MediaError, inspect(error))
      const shown = inspect(error, { depth: 9, showHidden: true })
      for (const secret of tested.secrets) {
        assert.ok(
          !shown.includes(secret) && !shown.includes(encodeURIComponent(secret)),
          'A secret is in an error',
        )
      }
      assert.ok(!shown.includes('https://'), 'A URL is in an error')
      return error
    }

    test('asks DingTalk once, with everything spelled as documented', async () => {
      const { calls, get } = stage(json(tested.answer('token', 7200)))
      assert.deepEqual(await get(), { accessToken: 'token', expiresInMs: 7_200_000 })
      assert.deepEqual(calls, [tested.call])
    })

    test('TK-10 passes on a token of any letters, unchanged', async () => {
      const token = 'a+/=&#% 中'
      assert.equal((await stage(json(tested.answer(token, 7200))).get()).accessToken, token)
    })

    test('TK-04 takes a life told as text', async () => {
      assert.equal((await stage(json(tested.answer('token', '7200'))).get()).expiresInMs, 7_200_000)
    })

    test('says why DingTalk refuses, by its code alone', async () => {
      const { status, json: body, upstreamErrcode } = tested.refusal
      const error = await failure(json(body, status))
      assert.equal(error.code, 'token_unavailable')
      assert.deepEqual(error.details, { upstream_errcode: upstreamErrcode })
    })

    test('takes no answer without a token for one', async () => {
      for (const token of ['', undefined, null, 7, {}]) {
        assert.equal((await failure(json(tested.answer(token, 7200)))).code, 'token_unavailable')
      }
    })

    test("TK-02 finds no sense in an answer that is not DingTalk's", async () => {
      const answers: Answer[] = [
        () => new Response('<html>busy</html>'),
        () => new Response('[]'),
        () => new Response(null, { status: 302, headers: { location: 'https://elsewhere.test/' } }),
        () => new Response('x'.repeat(65_537)),
      ]
      for (const answer of answers) assert.equal((await failure(answer)).code, 'upstream_invalid')
    })

    test('TK-02 tells when DingTalk cannot be reached, does not answer or has banned this address', async () => {
      const unreachable = await failure(() =>
        Promise.reject(new TypeError('fetch failed: https://host/?secret')),
      )
      assert.equal(unreachable.code, 'upstream_unreachable')
      assert.equal((await failure(() => new Promise(() => {}), 1)).code, 'upstream_timeout')
      assert.equal((await failure(json({ punish: 'deny', code: 1111 }))).code, 'upstream_busy')
    })
  })
}
