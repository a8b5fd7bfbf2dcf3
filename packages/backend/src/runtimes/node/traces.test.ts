import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { inspect } from 'node:util'
import { httpInstrumentationMiddleware } from '@hono/otel'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { Hono } from 'hono'
import { signGrant } from '../../grants/index.ts'
import { createHttpServer } from './http-server.ts'
import { createRelay } from './index.ts'
import { png, pointedAt, setStage } from './testing/stage.ts'

const SECRET = 'a secret of at least thirty-two bytes'
const stage = setStage()

/** As docs/operations.md has it. */
const withoutQuery: SpanProcessor = {
  onStart(span) {
    const url = span.attributes['url.full']
    if (typeof url === 'string') span.setAttribute('url.full', url.split('?')[0] ?? '')
  },
  onEnd() {},
  async forceFlush() {},
  async shutdown() {},
}

const exporter = new InMemorySpanExporter()
const tracerProvider = new BasicTracerProvider({
  spanProcessors: [withoutQuery, new SimpleSpanProcessor(exporter)],
})

/** An app of somebody's own with the relay in it. */
async function serveTraced(t: TestContext): Promise<string> {
  const app = new Hono()
  app.use(httpInstrumentationMiddleware({ tracerProvider }))
  const options = { grantSecrets: [SECRET], grantInQuery: true, basePath: '/relay' }
  app.route('/', createRelay({ ...pointedAt(stage.emulator), ...options }))
  const server = createHttpServer(app.fetch).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/relay`
}

test("SE-01 Hono's traces around the relay tell each request, and neither a grant, a token nor a file's name", async (t) => {
  const url = await serveTraced(t)
  const grant = await signGrant({ sub: 'someone' }, { secret: SECRET })
  const query = `type=image&filename=private-name.png&access_token=${grant}`
  const body = new Uint8Array(png)
  const good = await fetch(`${url}/media/upload?${query}`, { method: 'POST', body })
  assert.equal(good.status, 200)
  stage.emulator.control.addFault({ errcode: 40014, times: 2 })
  const bad = await fetch(`${url}/media/upload?type=image&filename=private-name.png`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${grant}` },
  })
  assert.equal(bad.status, 503)

  const spans = exporter.getFinishedSpans()
  assert.deepEqual(
    spans.map(({ attributes }) => attributes['http.response.status_code']),
    [200, 503],
  )
  for (const { attributes } of spans) assert.equal(attributes['url.full'], `${url}/media/upload`)
  const told = inspect(spans, { depth: 8, maxStringLength: null })
  const { DINGTALK_APP_SECRET: appSecret = '' } = stage.emulator.settings
  for (const secret of [grant, grant.split('.')[2] ?? '', 'private-name', 'access_token', appSecret]) {
    assert.ok(!told.includes(secret), secret)
  }
})
