import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { type Line, openLine } from './line.ts'

test('a line passes request and answer on, whatever its mode but offline', async (context) => {
  const line = await lineTo(context, async (request) => String((await buffer(request)).length))
  for (const mode of ['normal', 'slow'] as const) {
    line.setMode(mode)
    const answer = await fetch(line.url, { method: 'POST', body: Buffer.alloc(100_000) })
    assert.equal(await answer.text(), '100000')
  }
})

test('a line that is cut loses the request in flight', async (context) => {
  const arrived = Promise.withResolvers<void>()
  const line = await lineTo(context, () => {
    arrived.resolve()
    return new Promise(() => {})
  })
  const answer = fetch(line.url, { method: 'POST', body: 'x' })
  await arrived.promise
  line.setMode('offline')
  await assert.rejects(answer, TypeError)
})

test('a line that was cut takes requests again once it is mended', async (context) => {
  const line = await lineTo(context, async () => 'here')
  line.setMode('offline')
  await assert.rejects(fetch(line.url), TypeError)
  line.setMode('normal')
  assert.equal(await (await fetch(line.url)).text(), 'here')
})

async function lineTo(
  context: TestContext,
  answer: (request: IncomingMessage) => Promise<string>,
): Promise<Line> {
  const server = createServer(async (request, response) => response.end(await answer(request)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const line = await openLine((server.address() as AddressInfo).port)
  context.after(() => {
    line.close()
    server.close()
    server.closeAllConnections()
  })
  return line
}
