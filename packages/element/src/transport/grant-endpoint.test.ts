import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { grantFrom } from './grant-endpoint.ts'

const servers: Server[] = []
after(() => servers.map((server) => server.close()))

/** A server that answers each request with the next of these, and the URL where it does. */
async function answering(...answers: readonly string[]) {
  const methods: unknown[] = []
  const server = createServer((request, response) => {
    response.statusCode = answers[methods.length] ? 200 : 500
    response.end(answers[methods.length])
    methods.push(request.method)
  })
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/grant`, methods }
}

test('asks by POST, once for all first attempts', async () => {
  const { url, methods } = await answering('{"grant":"one"}')
  const grants = await Promise.all([grantFrom(url)({ attempt: 1 }), grantFrom(url)({ attempt: 1 })])
  assert.deepEqual(grants, ['one', 'one'])
  assert.deepEqual(methods, ['POST'])
})

test('asks anew after an attempt failed, as with a grant that has expired', async () => {
  const { url } = await answering('{"grant":"one"}', '{"grant":"two"}')
  const ask = grantFrom(url)
  assert.equal(await ask({ attempt: 1 }), 'one')
  assert.equal(await ask({ attempt: 2 }), 'two')
  assert.equal(await ask({ attempt: 1 }), 'two')
})

test('fails on anything but a grant, and does not remember that', async () => {
  const { url } = await answering('<!doctype html>', '{"error":"no"}', '{"grant":"three"}')
  await assert.rejects(grantFrom(url)({ attempt: 1 }))
  await assert.rejects(grantFrom(url)({ attempt: 1 }))
  assert.equal(await grantFrom(url)({ attempt: 1 }), 'three')
})
