import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DINGTALK_HOSTS } from './hosts.ts'
import { openStreamConnection } from './stream-connection.ts'

const client = { clientId: 'suitekey', clientSecret: 's3cret' }

function open(answer: object, status = 200, hosts = DINGTALK_HOSTS.cn as { oapi: string; api: string }) {
  const asked: { url: string; json: unknown }[] = []
  const play: typeof fetch = async (input, init) => {
    asked.push({ url: String(input), json: JSON.parse(String(init?.body)) })
    return Response.json(answer, { status })
  }
  return { asked, url: openStreamConnection(hosts, client, { fetch: play, timeoutMs: 60_000 }) }
}

test('a connection is asked for with the credentials, for all events', async () => {
  const { asked, url } = open({ endpoint: 'wss://gateway.dingtalk.com:443/connect', ticket: 'a+/=&#' })
  assert.equal(await url, 'wss://gateway.dingtalk.com/connect?ticket=a%2B%2F%3D%26%23')
  assert.deepEqual(asked, [
    {
      url: 'https://api.dingtalk.com/v1.0/gateway/connections/open',
      json: { ...client, subscriptions: [{ type: 'EVENT', topic: '*' }], ua: 'dt-media' },
    },
  ])
})

test('a connection without encryption is for a local DingTalk alone', async () => {
  const answer = { endpoint: 'ws://127.0.0.1:8788/connect', ticket: 't' }
  await assert.rejects(open(answer).url, { code: 'upstream_invalid' })
  const local = { oapi: 'http://127.0.0.1:8788', api: 'http://127.0.0.1:8788' }
  assert.equal(await open(answer, 200, local).url, 'ws://127.0.0.1:8788/connect?ticket=t')
})

test('an answer without a gateway is told from one, and from a refusal', async () => {
  const gateway = { endpoint: 'wss://gateway.dingtalk.com/connect', ticket: 't' }
  for (const wrong of [
    { endpoint: 'nowhere' },
    { endpoint: undefined },
    { endpoint: 'https://x/' },
    { ticket: 7 },
  ]) {
    await assert.rejects(open({ ...gateway, ...wrong }).url, { code: 'upstream_invalid' })
  }
  await assert.rejects(open({ code: 'authFailed', message: 's3cret' }, 401).url, {
    code: 'upstream_refused',
    message: 'DingTalk opens no stream: authFailed',
  })
})
