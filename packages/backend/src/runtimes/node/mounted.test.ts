import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { createRelay } from './index.ts'
import { pointedAt, setStage } from './testing/stage.ts'

const stage = setStage()

for (const [where, basePath, mountedAt] of [
  ['at its root', '/', '/'],
  ['under a prefix of its own', '/relay', '/'],
  ['under a prefix of the app', '/', '/relay'],
] as const) {
  test(`mounted in an app ${where}, leaves all other paths as they are`, async () => {
    const app = new Hono()
    app.route(mountedAt, createRelay({ ...pointedAt(stage.emulator), auth: 'none', basePath }))
    app.get('/page', (c) => c.html('<p>a page</p>'))
    app.post('/auth/login', (c) => c.text('welcome'))
    app.get('/dingtalk/help', (c) => c.text('help'))

    const prefix = `${basePath}${mountedAt}`.replaceAll('/', '') && '/relay'
    const rules = await app.request(`${prefix}/media/rules`)
    assert.deepEqual([rules.status, rules.headers.get('x-content-type-options')], [200, 'nosniff'])
    assert.equal((await app.request(`${prefix}/media/upload`)).status, 405)
    for (const [path, method] of [
      ['/page', 'GET'],
      ['/auth/login', 'POST'],
      ['/dingtalk/help', 'GET'],
    ] as const) {
      const answer = await app.request(path, { method, headers: { origin: 'https://elsewhere.example' } })
      assert.equal(answer.status, 200)
      assert.deepEqual([...answer.headers.keys()], ['content-type'])
    }
    assert.equal(await (await app.request('/nothing')).text(), '404 Not Found')
  })
}
