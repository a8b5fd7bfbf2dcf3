import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type EmulatorFault, startEmulator } from './index.ts'
import { startClient } from './testing/emulator-client.ts'

test('settings point a relay at the emulator', async (t) => {
  const { emulator } = await startClient(t, { appKey: 'key', appSecret: 'secret' })
  assert.match(emulator.url, /^http:\/\/127\.0\.0\.1:\d+$/)
  assert.deepEqual(emulator.settings, {
    DINGTALK_OAPI_URL: emulator.url,
    DINGTALK_API_URL: emulator.url,
    DINGTALK_APP_KEY: 'key',
    DINGTALK_APP_SECRET: 'secret',
  })
})

test('a taken port is told to who starts it', async (t) => {
  const { emulator } = await startClient(t)
  await assert.rejects(startEmulator({ port: emulator.port }), { code: 'EADDRINUSE' })
})

test('closing cuts what still hangs, and frees the port', async (t) => {
  const { emulator, control, client, token } = await startClient(t)
  control.addFault({ hang: true })
  const upload = assert.rejects(client.send({ token }))
  const events = await fetch(`${emulator.url}/emulator/events`)
  const ended = assert.rejects(events.text())
  await emulator.close()
  await Promise.all([upload, ended])
  await (await startEmulator({ port: emulator.port })).close()
})

test('says over HTTP the same as in process', async (t) => {
  const { emulator, control, client, token } = await startClient(t)
  const { media_id } = await client.upload({ token })
  const read = async (path: string) =>
    JSON.stringify(await client.json(fetch(`${emulator.url}/emulator/${path}`)))
  const state = JSON.parse(await read('state'))
  assert.deepEqual([state.tokenCalls, state.uploads.opened, state.media.count], [1, 1, 1])
  assert.equal(await read('uploads'), JSON.stringify(control.uploads()))
  assert.equal(await read('notices'), '[]')
  assert.equal(
    (await fetch(`${emulator.url}/emulator/media/${encodeURIComponent(String(media_id))}`)).status,
    200,
  )
  assert.equal((await fetch(`${emulator.url}/emulator/media/none`)).status, 404)
})

test('faults are set, listed and cleared over HTTP', async (t) => {
  const { emulator, control, client, token } = await startClient(t)
  const faults = (method: string, fault?: object) =>
    fetch(`${emulator.url}/emulator/faults`, { method, ...(fault && { body: JSON.stringify(fault) }) })
  assert.deepEqual(await (await faults('POST', { errcode: 90018, times: 2 })).json(), [
    { errcode: 90018, times: 2 },
  ])
  assert.equal((await client.upload({ token })).errcode, 90018)
  assert.deepEqual(control.state().faults, [{ errcode: 90018, times: 1 }])
  assert.deepEqual(await (await faults('DELETE')).json(), [])
  assert.deepEqual(await (await faults('POST', { expireTokens: true })).json(), [])
  assert.equal((await client.upload({ token })).errcode, 40014)
})

test('a fault that makes no sense is refused and told why', async (t) => {
  const { emulator, control, client } = await startClient(t)
  const cases = [{ errorcode: 1 }, { errcode: '1' }, { call: 'uploads' }, { times: -1 }, { html: true }, []]
  for (const fault of cases) {
    assert.throws(() => control.addFault(fault as EmulatorFault), TypeError)
    if (Array.isArray(fault)) continue
    const body = JSON.stringify(fault)
    const response = await fetch(`${emulator.url}/emulator/faults`, { method: 'POST', body })
    assert.equal(response.status, 400, body)
    assert.match(String((await client.json(response)).error), /^A fault/)
  }
  assert.deepEqual(control.state().faults, [])
})

test('a page of this machine may use the control, a page from elsewhere may not', async (t) => {
  const { emulator } = await startClient(t)
  const get = (origin: string) => fetch(`${emulator.url}/emulator/state`, { headers: { Origin: origin } })
  for (const origin of ['http://localhost:5173', 'http://127.0.0.1:8080', 'https://localhost']) {
    const response = await get(origin)
    assert.deepEqual([response.status, response.headers.get('Access-Control-Allow-Origin')], [200, origin])
  }
  for (const origin of ['https://evil.example', 'http://localhost.evil.example', 'null']) {
    const response = await get(origin)
    assert.deepEqual([response.status, response.headers.get('Access-Control-Allow-Origin')], [403, null])
  }
})

test('uploads and notices are told live as server-sent events', async (t) => {
  const { emulator, control, client, token } = await startClient(t)
  const response = await fetch(`${emulator.url}/emulator/events`)
  assert.match(response.headers.get('Content-Type') ?? '', /^text\/event-stream/)
  const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>)
    .pipeThrough(new TextDecoderStream())
    .getReader()
  let received = ''
  const readUntil = async (text: string) => {
    while (!received.includes(text)) received += (await reader.read()).value ?? ''
  }
  await readUntil('connected')
  const told: string[] = []
  const unsubscribe = control.subscribe(({ kind }) => told.push(kind))
  const { media_id } = await client.upload({ token })
  await fetch(`${emulator.url}/topapi/message/corpconversation/asyncsend_v2?access_token=${token}`, {
    method: 'POST',
    body: JSON.stringify({ agent_id: 1, userid_list: 'u', msg: { msgtype: 'image', image: { media_id } } }),
  })
  await readUntil('event: notice')
  assert.match(received, /event: upload\ndata: \{"id":1,.*"outcome":"completed"/)
  await readUntil('"downloadUrl"')
  unsubscribe()
  control.reset()
  await readUntil('event: reset')
  assert.deepEqual(told, ['upload', 'notice'])
  await reader.cancel()
})

test('a reset forgets all but the access tokens', async (t) => {
  const { emulator, control, client, token } = await startClient(t)
  await client.upload({ token })
  control.addFault({ errcode: -1 })
  await fetch(`${emulator.url}/emulator/reset`, { method: 'POST' })
  const { tokenCalls, uploads, media, faults } = control.state()
  assert.deepEqual([tokenCalls, uploads.opened, media, faults], [0, 0, { count: 0, bytes: 0 }, []])
  assert.deepEqual(control.uploads(), [])
  assert.equal((await client.upload({ token })).errcode, 0)
})

test('connections are counted', async (t) => {
  const { control, client } = await startClient(t)
  const { opened } = control.state().connections
  await client.raw('GET /gettoken HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  assert.equal(control.state().connections.opened, opened + 1)
})

test('what is no fault is told, and not taken for none', async (t) => {
  const { emulator } = await startClient(t)
  for (const body of ['null', '[]', '"errcode"']) {
    const response = await fetch(`${emulator.url}/emulator/faults`, { method: 'POST', body })
    assert.deepEqual([response.status, await response.json()], [400, { error: 'A fault is an object' }], body)
  }
})
