import { assert } from 'chai'
import type { LoggedRequest, ScriptedAnswer } from '../transport/testing/scripted-relay.ts'
import type { DingTalkApi } from './auth-code.ts'
import { type DingTalkGrantOptions, dingtalkGrant, isInDingTalk, LoginError } from './index.ts'

const CLIENT =
  'Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 AliApp(DingTalk/7.8.1) com.laiwang.DingTalk/46766536'
const NOW = 1_700_000_000_000
const TEN_MINUTES = 600_000

const granted = (grant: string, expires_at = NOW + TEN_MINUTES): ScriptedAnswer => ({
  body: { grant, expires_at },
})

/** A relay that answers logins so, and what it heard. */
async function startRelay(...answers: readonly ScriptedAnswer[]) {
  const endpoint = `/relays/login-${crypto.randomUUID()}`
  await fetch(`${endpoint}/script`, { method: 'POST', body: JSON.stringify({ dingtalk: answers }) })
  const heard = async (): Promise<unknown[]> =>
    ((await (await fetch(`${endpoint}/log`)).json()) as LoggedRequest[]).map(({ json }) => JSON.parse(json))
  return { endpoint, heard }
}

/** The client's JSAPI of most years, which gives numbered codes. */
function playClient(): DingTalkApi & { asked: { corpId: string }[] } {
  const asked: { corpId: string }[] = []
  return {
    asked,
    ready: (callback) => setTimeout(callback),
    runtime: {
      permission: {
        requestAuthCode({ corpId, onSuccess }) {
          asked.push({ corpId })
          onSuccess({ code: `code-${asked.length}` })
        },
      },
    },
  }
}

async function codeOf(grant: Promise<string>): Promise<string> {
  try {
    await grant
  } catch (error) {
    assert.instanceOf(error, LoginError)
    assert.isAbove((error as LoginError).message.length, 20)
    return (error as LoginError).code
  }
  return assert.fail('There was a grant')
}

describe('dingtalkGrant', () => {
  const { error } = console
  let complaints: string[] = []

  beforeEach(() => {
    Object.defineProperty(navigator, 'userAgent', { value: CLIENT, configurable: true })
    complaints = []
    console.error = (text: string) => complaints.push(text)
  })
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'userAgent')
    Reflect.deleteProperty(globalThis, 'dd')
    console.error = error
    history.replaceState(null, '', location.pathname)
  })

  function start(relay: { endpoint: string }, more: Partial<DingTalkGrantOptions> = {}) {
    const clock = { time: NOW }
    const dd = playClient()
    const grant = dingtalkGrant({
      endpoint: relay.endpoint,
      corpId: 'dingcorp',
      dd,
      now: () => clock.time,
      ...more,
    })
    return { clock, dd, grant }
  }

  it("trades the client's auth code, with the corp, for a grant", async () => {
    const relay = await startRelay(granted('a.b.c'))
    const { grant, dd } = start(relay)
    assert.equal(await grant({ attempt: 1 }), 'a.b.c')
    assert.deepEqual(await relay.heard(), [{ code: 'code-1', corp: 'dingcorp' }])
    assert.deepEqual(dd.asked, [{ corpId: 'dingcorp' }])
  })

  it('asks once for many files, and anew shortly before the end', async () => {
    const relay = await startRelay(granted('one'), granted('two', NOW + 2 * TEN_MINUTES))
    const { grant, clock } = start(relay)
    assert.deepEqual(await Promise.all([grant(), grant(), grant()]), ['one', 'one', 'one'])
    clock.time = NOW + TEN_MINUTES - 60_001
    assert.equal(await grant(), 'one')
    clock.time += 1
    assert.equal(await grant(), 'two')
    assert.lengthOf(await relay.heard(), 2)
  })

  it('asks anew after an attempt failed with a grant that is not brand-new', async () => {
    const relay = await startRelay(granted('one'), granted('two'))
    const { grant, clock } = start(relay)
    await grant({ attempt: 1 })
    assert.equal(await grant({ attempt: 2 }), 'one')
    clock.time += 10_000
    assert.equal(await grant({ attempt: 2 }), 'two')
  })

  it("lives with a clock that is not the relay's", async () => {
    for (const off of [-86_400_000, 3 * 86_400_000]) {
      const relay = await startRelay(granted('one', NOW + TEN_MINUTES - off), granted('two'))
      const { grant, clock } = start(relay)
      await grant()
      clock.time += 299_999
      assert.equal(await grant(), 'one')
      clock.time += 1
      assert.equal(await grant(), 'two')
    }
  })

  it('takes the global dd, and the corp from the address', async () => {
    const relay = await startRelay(granted('one'))
    Object.assign(globalThis, { dd: playClient() })
    history.replaceState(null, '', `${location.pathname}?corpId=dingquery`)
    assert.equal(await dingtalkGrant({ endpoint: relay.endpoint })(), 'one')
    assert.deepEqual(await relay.heard(), [{ code: 'code-1', corp: 'dingquery' }])
  })

  const apis: Record<string, DingTalkApi> = {
    'dd.getAuthCode with callbacks': { getAuthCode: ({ success }) => success({ authCode: 'x' }) },
    'dd.getAuthCode with a promise': { getAuthCode: async () => ({ authCode: 'x' }) },
    'a promise and callbacks': {
      runtime: {
        permission: {
          async requestAuthCode({ onSuccess }) {
            onSuccess({ code: 'x' })
            return { code: 'x' }
          },
        },
      },
    },
    'dd.requestAuthCode, given the clientId': {
      requestAuthCode: ({ clientId, success }) => success({ code: clientId === 'key' ? 'x' : 'wrong' }),
      getAuthCode: ({ success }) => success({ authCode: 'old' }),
    },
  }
  for (const [name, dd] of Object.entries(apis)) {
    it(`understands ${name}`, async () => {
      const relay = await startRelay(granted('one'))
      await start(relay, { dd, clientId: 'key' }).grant()
      assert.deepEqual(await relay.heard(), [{ code: 'x', corp: 'dingcorp' }])
    })
  }

  it('says what is missing outside the client, without JSAPI or without a corp', async () => {
    const relay = await startRelay()
    assert.isTrue(isInDingTalk())
    assert.equal(await codeOf(dingtalkGrant({ endpoint: relay.endpoint, corpId: 'c' })()), 'no_jsapi')
    assert.equal(await codeOf(dingtalkGrant({ endpoint: relay.endpoint, dd: {}, corpId: 'c' })()), 'no_jsapi')
    assert.equal(await codeOf(dingtalkGrant({ endpoint: relay.endpoint, dd: playClient() })()), 'no_corp')
    Reflect.deleteProperty(navigator, 'userAgent')
    assert.isFalse(isInDingTalk())
    assert.equal(await codeOf(start(relay).grant()), 'not_in_dingtalk')
    assert.deepEqual(await relay.heard(), [])
    assert.lengthOf(complaints, 4)
  })

  it('says that the client gives no code, whichever way it does not', async () => {
    const relay = await startRelay()
    for (const dd of [
      { getAuthCode: ({ fail }) => fail({ errorCode: '4' }) },
      { getAuthCode: () => Promise.reject(new Error('no')) },
      { getAuthCode: ({ success }) => success({}) },
      { getAuthCode: () => assert.fail('broken') },
    ] satisfies DingTalkApi[]) {
      assert.equal(await codeOf(start(relay, { dd }).grant()), 'no_auth_code')
    }
  })

  it("says the relay's code when that refuses, and does not remember it", async () => {
    const refusals = [
      { status: 404, body: { code: 'not_found', errmsg: 'There is nothing here.' } },
      { status: 401, body: { code: 'grant_invalid', errmsg: 'DingTalk does not know the auth code.' } },
      { body: '<!doctype html>' },
    ] as const
    const relay = await startRelay(...refusals, granted('one'))
    const { grant } = start(relay)
    for (const code of ['not_found', 'grant_invalid', 'no_answer']) {
      assert.equal(await codeOf(grant()), code)
    }
    assert.equal(await grant(), 'one')
    assert.include(complaints[0], 'RELAY_DINGTALK_LOGIN is off')
  })
})
