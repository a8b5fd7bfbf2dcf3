import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'node:test'
import { findTakenPorts, readPorts } from './ports.ts'

test('the ports are the documented ones unless the environment names others', () => {
  assert.deepEqual(readPorts({}), { page: 5173, relay: 8787, emulator: 8788 })
  assert.deepEqual(readPorts({ RELAY_PORT: '9000', DEMO_PORT: '' }), {
    page: 5173,
    relay: 9000,
    emulator: 8788,
  })
})

test('what is no port is refused by the name of its variable', () => {
  for (const text of ['abc', '0', '70000', '80.5']) {
    assert.throws(() => readPorts({ DEMO_PORT: text }), { name: 'TypeError', message: /^DEMO_PORT takes / })
  }
})

test('one port for two of them is refused by both names', () => {
  assert.throws(() => readPorts({ DEMO_PORT: '8788' }), /DEMO_PORT and EMULATOR_PORT cannot both be 8788/)
})

for (const host of ['127.0.0.1', '::1']) {
  test(`a port that somebody holds on ${host} is told with the variable that changes it`, async (context) => {
    const holder = createServer()
    context.after(() => holder.close())
    holder.listen(0, host)
    await Promise.race([once(holder, 'listening'), once(holder, 'error')])
    if (!holder.listening) return context.skip(`this machine has no ${host}`)
    const { port } = holder.address() as AddressInfo
    const ports = { page: await freePort(), relay: port, emulator: await freePort() }
    assert.deepEqual(await findTakenPorts(ports), [`Port ${port} is taken: set RELAY_PORT to another one.`])
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
