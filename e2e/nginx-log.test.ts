import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startRelay } from '../packages/backend/src/runtimes/node/index.ts'
import { eventually } from './testing/eventually.ts'
import { startNginx, whyNoNginx } from './testing/start-nginx.ts'

test("nginx's log names neither grants nor files, and the relay's id for each request", {
  skip: whyNoNginx() ?? false,
}, async (t) => {
  const secret = 'a secret that is long enough for anyone'
  const app = { appKey: 'key', appSecret: 'secret' }
  const relay = await startRelay({ port: 0, app, grantSecrets: [secret], grantInQuery: true })
  t.after(() => relay.stop(0))
  const nginx = await startNginx([Number(new URL(relay.url).port)])
  t.after(() => nginx.stop())
  const query = 'type=image&filename=canary-name.png&access_token=canary-grant'
  const answer = await fetch(`${nginx.url}/media/upload?${query}`, { method: 'POST', body: 'GIF89a' })
  assert.equal(answer.status, 401)
  const log = await eventually(
    () => nginx.accessLog(),
    (text) => text.includes('/media/upload'),
  )
  assert.doesNotMatch(log, /canary/)
  assert.match(log, new RegExp(`"POST /media/upload" 401 .*${answer.headers.get('X-Request-Id')}`))
})
