import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DINGTALK_HOSTS } from '../dingtalk/hosts.ts'
import { internalAppProvider, suiteAppProvider, type TokenApi } from './access-token-provider.ts'
import { type ProviderUnderTest, testAccessTokenProvider } from './testing/test-access-token-provider.ts'

const SECRET = 's3cret+/=&#%中'
const TICKET = 'ticket+/=&#'

const oapi = (token: unknown, life: unknown) => ({
  errcode: 0,
  errmsg: 'ok',
  access_token: token,
  expires_in: life,
})
const api = (token: unknown, life: unknown) => ({ accessToken: token, expireIn: life })
const oauth = (token: unknown, life: unknown) => ({ access_token: token, expires_in: life })

/** As DingTalk says it, with a text that must not get through. */
const oapiRefusal = (errcode: number) => ({
  status: 200,
  json: { errcode, errmsg: `no: ${SECRET}` },
  upstreamErrcode: errcode,
})
const apiRefusal = (status: number, code: string) => ({
  status,
  json: { requestid: 'r', code, message: `no: ${SECRET}` },
  upstreamErrcode: code,
})

const internal =
  (tokenApi: TokenApi): ProviderUnderTest['create'] =>
  (calling) =>
    internalAppProvider({ appKey: 'dingkey', appSecret: SECRET }, { ...calling, tokenApi })

const suite =
  (tokenApi: TokenApi): ProviderUnderTest['create'] =>
  (calling) =>
    suiteAppProvider({ suiteKey: 'suitekey', suiteSecret: SECRET }, async () => TICKET, {
      ...calling,
      tokenApi,
      now: () => 1636725918388,
    })

const post = { method: 'POST', query: {} }
const oauthJson = { client_secret: SECRET, grant_type: 'client_credentials' }

testAccessTokenProvider('gettoken', {
  create: internal('oapi'),
  call: {
    method: 'GET',
    target: 'https://oapi.dingtalk.io/gettoken',
    query: { appkey: 'dingkey', appsecret: SECRET },
  },
  answer: oapi,
  refusal: oapiRefusal(40096),
  secrets: [SECRET],
})

testAccessTokenProvider('v1.0/oauth2/accessToken', {
  create: internal('v1'),
  call: {
    ...post,
    target: 'https://api.dingtalk.io/v1.0/oauth2/accessToken',
    json: { appKey: 'dingkey', appSecret: SECRET },
  },
  answer: api,
  refusal: apiRefusal(400, 'invalidClientIdOrSecret'),
  secrets: [SECRET],
})

testAccessTokenProvider('v1.0/oauth2/{corpId}/token of an internal app', {
  create: internal('unified'),
  call: {
    ...post,
    target: 'https://api.dingtalk.io/v1.0/oauth2/dingcorp/token',
    json: { client_id: 'dingkey', ...oauthJson },
  },
  answer: oauth,
  refusal: apiRefusal(400, 'invalid.client'),
  secrets: [SECRET],
})

testAccessTokenProvider('service/get_corp_token', {
  create: suite('oapi'),
  call: {
    method: 'POST',
    target: 'https://oapi.dingtalk.io/service/get_corp_token',
    query: {
      accessKey: 'suitekey',
      timestamp: '1636725918388',
      suiteTicket: TICKET,
      signature: 'FR4NdYyTj3KM+g/Ozn8HNQaVyw/5GSXFtBKSuHQMESY=',
    },
    json: { auth_corpid: 'dingcorp' },
  },
  answer: oapi,
  refusal: oapiRefusal(40085),
  secrets: [SECRET, TICKET],
})

testAccessTokenProvider('v1.0/oauth2/corpAccessToken', {
  create: suite('v1'),
  call: {
    ...post,
    target: 'https://api.dingtalk.io/v1.0/oauth2/corpAccessToken',
    json: { suiteKey: 'suitekey', suiteSecret: SECRET, authCorpId: 'dingcorp', suiteTicket: TICKET },
  },
  answer: api,
  refusal: apiRefusal(400, 'invalidSuiteTicket'),
  secrets: [SECRET, TICKET],
})

testAccessTokenProvider('v1.0/oauth2/{corpId}/token of a third-party app', {
  create: suite('unified'),
  call: {
    ...post,
    target: 'https://api.dingtalk.io/v1.0/oauth2/dingcorp/token',
    json: { client_id: 'suitekey', ...oauthJson },
  },
  answer: oauth,
  refusal: apiRefusal(500, 'unknownError'),
  secrets: [SECRET],
})

test('a third-party app without a suite ticket asks nothing of DingTalk, but for the unified way', async () => {
  const asked: string[] = []
  const play: typeof fetch = async (input) => {
    asked.push(String(input))
    return Response.json(oauth('token', 7200))
  }
  const provide = (tokenApi: TokenApi) =>
    suiteAppProvider({ suiteKey: 'k', suiteSecret: SECRET }, () => Promise.reject(new Error('none yet')), {
      hosts: DINGTALK_HOSTS.intl,
      fetch: play,
      timeoutMs: 60_000,
      tokenApi,
    })('dingcorp', undefined)
  await assert.rejects(provide('oapi'), /none yet/)
  await assert.rejects(provide('v1'), /none yet/)
  assert.deepEqual(asked, [])
  assert.equal((await provide('unified')).accessToken, 'token')
})
