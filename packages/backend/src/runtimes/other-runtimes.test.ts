import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RelayOptions } from '../options.ts'
import * as bun from './bun/index.ts'
import * as deno from './deno/index.ts'

const options: RelayOptions = { app: { appKey: 'key', appSecret: 'secret' }, auth: 'none' }

for (const [name, entry] of Object.entries({ Deno: deno, Bun: bun })) {
  test(`the entry for ${name} is imported anywhere, and says where it does not run`, async () => {
    const expected = { name: 'TypeError', message: new RegExp(`not ${name}: on Node .*@dt-media/backend`) }
    assert.throws(() => entry.createRelay(options), expected)
    await assert.rejects(entry.startRelay({ ...options, port: 0 }), expected)
  })
}

for (const [name, entry] of Object.entries({ Deno: deno, Bun: bun })) {
  test(`on ${name} a relay that is handed no more than a request answers it`, async (t) => {
    Object.assign(globalThis, { [name]: {} })
    t.after(() => Reflect.deleteProperty(globalThis, name))
    // As of an app whose server calls `app.fetch(request)`, and of a test that calls `app.request`.
    const answer = await entry.createRelay(options).request('/media/upload', { method: 'POST' })
    assert.equal(answer.status, 415)
  })
}
