import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createMemoryStore } from '../store/memory-store.ts'
import { receiveStream } from '../tokens/stream-gateway.ts'
import { createSuiteTickets } from '../tokens/suite-tickets.ts'
import { startClient, until } from './testing/emulator-client.ts'

/** The relay's own end, against the emulator's; waits are short. */
async function startApp(t: TestContext, keep?: () => Promise<void>) {
  const started = await startClient(t, { pushRetryMs: 1 })
  const { url, suiteSettings } = started.emulator
  const tickets = createSuiteTickets({ store: createMemoryStore(), suiteKey: 's' })
  const warnings: string[] = []
  const gateway = receiveStream({
    hosts: { oapi: url, api: url },
    client: {
      clientId: suiteSettings.DINGTALK_SUITE_KEY ?? '',
      clientSecret: suiteSettings.DINGTALK_SUITE_SECRET ?? '',
    },
    suiteTickets: keep ? { keep } : tickets,
    onWarning: (message) => warnings.push(message),
    fetch,
    timeoutMs: 5000,
    wait: () => new Promise((resolve) => setTimeout(resolve, 1)),
  })
  t.after(() => gateway.close())
  return { ...started, gateway, tickets, warnings }
}

test('a suite ticket goes over the Stream gateway once an app is there, and is acknowledged', async (t) => {
  const { control, tickets } = await startApp(t)
  const { event, via, taken } = await control.push()
  assert.deepEqual({ event, via, taken }, { event: 'suite_ticket', via: 'stream', taken: true })
  assert.match(await tickets.newest(), /^\w{32}$/)
  assert.equal(control.state().streams, 1)
})

test('CB-09 an app that could not keep the ticket gets it again', async (t) => {
  let tries = 0
  const { control } = await startApp(t, async () => {
    if (++tries < 3) throw new Error('down')
  })
  const { attempts, taken } = await control.push()
  assert.deepEqual([attempts, taken, tries], [3, true, 3])
})

for (const how of ['disconnect', 'cut'] as const) {
  test(`an app comes back after its connection was ended by ${how}, and hears what is pushed then`, async (t) => {
    const { control, tickets } = await startApp(t)
    await control.push()
    const before = await tickets.newest()
    control.endStreams(how)
    await until(() => control.state().calls.streamOpen === 2)
    assert.equal((await control.push()).taken, true)
    assert.notEqual(await tickets.newest(), before)
  })
}

test('a wrong secret gets no connection, and a ticket opens one connection only', async (t) => {
  const { emulator } = await startClient(t)
  const open = (json: object) =>
    fetch(`${emulator.url}/v1.0/gateway/connections/open`, { method: 'POST', body: JSON.stringify(json) })
  const app = { clientId: 'dingemulatorappkey', clientSecret: 'emulator-app-secret' }
  const subscriptions = [{ type: 'EVENT', topic: '*' }]
  assert.equal((await open({ ...app, clientSecret: 'x', subscriptions })).status, 401)
  assert.equal((await open(app)).status, 400)
  const { endpoint, ticket } = (await (await open({ ...app, subscriptions })).json()) as Record<
    string,
    string
  >
  const first = new WebSocket(`${endpoint}?ticket=${ticket}`)
  await new Promise((resolve) => first.addEventListener('open', resolve))
  const second = new WebSocket(`${endpoint}?ticket=${ticket}`)
  await new Promise((resolve) => second.addEventListener('error', resolve))
  first.close()
})
