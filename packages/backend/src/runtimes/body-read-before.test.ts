import assert from 'node:assert/strict'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { getRequestListener } from '@hono/node-server'
import { Hono, type MiddlewareHandler } from 'hono'
import type { RelayOptions } from '../options.ts'
import { createRelay } from './node/index.ts'
import { createNodeRuntime } from './node/node-runtime.ts'
import { png, pointedAt, refusalOf, setStage } from './node/testing/stage.ts'
import { createWebRuntime } from './web/web-runtime.ts'

const stage = setStage()

function formOfCat(): FormData {
  const form = new FormData()
  form.set('type', 'image')
  form.set('media', new Blob([new Uint8Array(png)]), 'cat.png')
  return form
}

const BODIES = { raw: () => new Uint8Array(png), form: formOfCat } as const

/** A relay behind what reads the body, and what its owner hears of it. */
function mount(reader: MiddlewareHandler | undefined, options: Partial<RelayOptions> = {}) {
  const heard: unknown[] = []
  const observers = [
    {
      uploadBegan: () => heard.push('began'),
      failed: (error: unknown) => heard.push(String(error)),
      uploadEnded: ({ outcome }: { outcome: string }) => heard.push(outcome),
    },
  ]
  const app = new Hono()
  if (reader) app.use(reader)
  app.route('/dingtalk', createRelay({ ...pointedAt(stage.emulator), auth: 'none', observers, ...options }))
  return { app, heard }
}

async function listen(
  t: TestContext,
  app: Hono,
  before?: (incoming: IncomingMessage) => Promise<unknown>,
): Promise<string> {
  const listener = getRequestListener(app.fetch, { autoCleanupIncoming: false })
  const server = createServer(async (incoming, outgoing) => {
    await before?.(incoming)
    await listener(incoming, outgoing)
  })
  t.after(() => server.close().closeAllConnections())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const PATH = '/dingtalk/media/upload?type=image&filename=cat.png'
const MISTAKE = 'TypeError: The body was read before it came to the relay: nothing in front of it may read it'

const readIt: MiddlewareHandler = async (c, next) => {
  await c.req.arrayBuffer()
  await next()
}

for (const [kind, body] of Object.entries(BODIES)) {
  const init = () => ({ method: 'POST', body: body() })

  test(`a ${kind} that Hono's middleware has read is no fault of the client's, and its owner hears whose`, async (t) => {
    const { app, heard } = mount(readIt)
    const answer = await refusalOf(await fetch((await listen(t, app)) + PATH, init()))
    assert.deepEqual([answer.status, answer.code], [500, 'internal'])
    assert.deepEqual(heard.sort(), [MISTAKE, 'began', 'internal'])
  })

  test(`a ${kind} that a server of Node's has read is no fault of the client's, either`, async (t) => {
    const { app, heard } = mount(undefined)
    const url = await listen(t, app, (incoming) => incoming.toArray())
    const answer = await refusalOf(await fetch(url + PATH, init()))
    assert.deepEqual([answer.status, answer.code], [500, 'internal'])
    assert.ok(heard.includes(MISTAKE), String(heard))
  })

  for (const [name, runtime] of [
    ['Node', createNodeRuntime()],
    ["the web's own requests", createWebRuntime(createNodeRuntime())],
  ] as const) {
    test(`a ${kind} that a route handler has read before it hands on the request is told alike on ${name}`, async () => {
      const { app, heard } = mount(undefined, { runtime })
      const request = new Request(`http://relay.example${PATH}`, init())
      await request.arrayBuffer()
      const answer = await refusalOf(await app.fetch(request))
      assert.deepEqual([answer.status, answer.code], [500, 'internal'])
      assert.deepEqual(heard.sort(), [MISTAKE, 'began', 'internal'])
    })
  }

  test(`a ${kind} is uploaded behind middleware that only looks at the request`, async (t) => {
    const { app } = mount(async (c, next) => {
      assert.ok(c.req.raw.body)
      await next()
    })
    assert.equal((await fetch((await listen(t, app)) + PATH, init())).status, 200)
    assert.equal((await app.request(PATH, init())).status, 200)
  })
}
