import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { test } from 'node:test'
import { formOf, PNG, startClient, until } from './testing/emulator-client.ts'

const LARGE = new Uint8Array(8 * 2 ** 20)

test('an errcode strikes the next uploads, as many as it says, and hides nothing from the log', async (t) => {
  const { control, client, token } = await startClient(t)
  control.addFault({ errcode: 40014, times: 2 })
  const errcodes: unknown[] = []
  for (let i = 0; i < 3; i++) errcodes.push((await client.upload({ token })).errcode)
  assert.deepEqual(errcodes, [40014, 40014, 0])
  assert.deepEqual(
    control.uploads().map(({ errcode, clean, size }) => [errcode, clean, size]),
    [
      [40014, true, PNG.length],
      [40014, true, PNG.length],
      [0, true, PNG.length],
    ],
  )
  assert.equal(control.state().uploads.stored, 1)
})

test('a fault with times 0 strikes until it is cleared', async (t) => {
  const { control, client, token } = await startClient(t)
  control.addFault({ errcode: -1, times: 0 })
  assert.equal((await client.upload({ token })).errcode, -1)
  assert.equal((await client.upload({ token })).errcode, -1)
  control.clearFaults()
  assert.equal((await client.upload({ token })).errcode, 0)
})

test('a fault strikes only the call it names', async (t) => {
  const { emulator, control, client, token } = await startClient(t)
  control.addFault({ call: 'gettoken', errcode: 40096 })
  control.addFault({ call: 'accessToken', status: 500 })
  assert.equal((await client.upload({ token })).errcode, 0)
  assert.equal((await client.json(fetch(`${emulator.url}/gettoken?appkey=x`))).errcode, 40096)
  assert.equal(
    (await fetch(`${emulator.url}/v1.0/oauth2/accessToken`, { method: 'POST', body: '{}' })).status,
    500,
  )
  assert.deepEqual(control.state().faults, [])
})

test('HTML, the ban as JSON, a status, a redirect and a bad body are answered as they are asked for', async (t) => {
  const { control, client, token } = await startClient(t)
  control.addFault({ html: 'page' })
  control.addFault({ html: 'punish' })
  control.addFault({ status: 502 })
  control.addFault({ redirect: 'http://127.0.0.1:1/elsewhere', status: 307 })
  control.addFault({ badAnswer: '{"errcode":0,"errmsg":"ok"}' })
  const page = await client.send({ token })
  assert.equal(page.status, 200)
  assert.match(await page.text(), /^<!DOCTYPE html>/)
  assert.equal((await client.upload({ token })).status, 1111)
  assert.equal((await client.send({ token })).status, 502)
  const redirect = await client.send({ token })
  assert.deepEqual([redirect.status, redirect.headers.get('Location')], [307, 'http://127.0.0.1:1/elsewhere'])
  assert.deepEqual(await client.upload({ token }), { errcode: 0, errmsg: 'ok' })
  const { completed, stored } = control.state().uploads
  assert.deepEqual([completed, stored], [5, 0])
})

test('a wire text goes out as it is, whether it is HTTP or not', async (t) => {
  const { control, client, token } = await startClient(t)
  control.addFault({ wire: 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n' })
  await assert.rejects(client.send({ token }))
  assert.equal(control.state().uploads.completed, 1)
})

test('a delayed answer comes no sooner than it says', async (t) => {
  const { control, client, token } = await startClient(t)
  control.addFault({ delayMs: 150 })
  const startedAt = performance.now()
  assert.equal((await client.upload({ token })).errcode, 0)
  assert.ok(performance.now() - startedAt >= 149)
})

test('slow reading takes its time, shows how far it is, and loses nothing', async (t) => {
  const { control, client, token } = await startClient(t)
  control.addFault({ bytesPerSecond: 400_000 })
  const startedAt = performance.now()
  const upload = client.upload({ token, bytes: new Uint8Array(100_000), filename: 'a.bmp' })
  await until(() => (control.state().uploads.running[0]?.receivedBytes ?? 0) > 0)
  const [running] = control.state().uploads.running
  assert.ok(running && running.receivedBytes < (running.contentLength ?? 0))
  assert.equal((await upload).errcode, 0)
  assert.ok(performance.now() - startedAt >= 240)
  assert.equal(control.uploads()[0]?.size, 100_000)
})

test('a stalled reader takes no more, the sender feels it, and clearing the faults lets it go on', async (t) => {
  const { emulator, control, token } = await startClient(t)
  control.addFault({ stallAfterBytes: 1 })
  const headers = { 'Content-Length': 64 * 2 ** 20 }
  const path = `/media/upload?access_token=${token}`
  const outgoing = request(`${emulator.url}${path}`, { method: 'POST', headers })
  outgoing.on('error', () => {})
  let taken = 0
  const chunk = Buffer.alloc(2 ** 20)
  const fill = () => {
    for (let more = true; more && taken < 64; taken++) more = outgoing.write(chunk)
  }
  outgoing.on('drain', fill)
  fill()
  await until(() => (control.state().uploads.running[0]?.receivedBytes ?? 0) > 0)
  const { receivedBytes = 0 } = control.state().uploads.running[0] ?? {}
  assert.ok(receivedBytes <= 2 ** 20, String(receivedBytes))
  assert.ok(taken < 64)
  control.clearFaults()
  await until(() => taken === 64)
  outgoing.end()
  await once(outgoing, 'response')
  assert.equal(control.uploads()[0]?.receivedBytes, 64 * 2 ** 20)
})

test('a reset cuts the connection in mid-body, or instead of an answer, and only the latter is completed', async (t) => {
  const { control, client, token } = await startClient(t)
  control.addFault({ resetAfterBytes: 100_000 })
  await assert.rejects(client.send({ token, type: 'file', filename: 'a.zip', bytes: LARGE }))
  assert.equal(control.uploads()[0]?.outcome, 'cut')
  control.addFault({ resetAfterBytes: LARGE.length })
  await assert.rejects(client.send({ token }))
  assert.equal(control.uploads()[1]?.outcome, 'completed')
  const { completed, cut } = control.state().uploads
  assert.deepEqual({ completed, cut }, { completed: 1, cut: 1 })
})

test('a reset is an RST, not an end', async (t) => {
  const { emulator, control, token } = await startClient(t)
  control.addFault({ resetAfterBytes: 0 })
  const socket = connect(emulator.port, '127.0.0.1')
  socket.write(`POST /media/upload?access_token=${token} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n`)
  const [error] = await once(socket, 'error')
  assert.equal(error.code, 'ECONNRESET')
})

test('a hanging emulator takes the whole upload and holds its answer back until the faults are cleared', async (t) => {
  const { control, client, token } = await startClient(t)
  control.addFault({ hang: true })
  let answered = false
  const upload = client.upload({ token }).finally(() => {
    answered = true
  })
  await until(() => control.state().uploads.completed === 1)
  // A whole upload behind it is answered first.
  await client.upload({ token })
  assert.equal(answered, false)
  control.clearFaults()
  assert.equal((await upload).errcode, 0)
})

test('an upload that hangs can be given up by its sender', async (t) => {
  const { control, client, token } = await startClient(t)
  control.addFault({ hang: true })
  const abort = new AbortController()
  const upload = client.send({ token, signal: abort.signal })
  await until(() => control.state().uploads.completed === 1)
  abort.abort()
  await assert.rejects(upload, { name: 'AbortError' })
})

test('an early answer comes before the body was sent, and the rest of the body may follow', async (t) => {
  const { emulator, control, client, token } = await startClient(t)
  for (const answerEarly of ['close', 'keep'] as const) {
    control.reset()
    control.addFault({ answerEarly, errcode: 40014 })
    const outgoing = request(`${emulator.url}/media/upload?access_token=${token}`, {
      method: 'POST',
      headers: { 'Content-Length': LARGE.length },
    })
    outgoing.flushHeaders()
    const [incoming] = await once(outgoing, 'response')
    let text = ''
    for await (const chunk of incoming) text += chunk
    assert.deepEqual(JSON.parse(text), { errcode: 40014, errmsg: '不合法的access_token' })
    outgoing.on('error', () => {}).end(LARGE)
    assert.deepEqual(
      control.uploads().map(({ outcome, errcode }) => [outcome, errcode]),
      [['cut', 40014]],
    )
  }
  assert.equal((await client.upload({ token })).errcode, 0)
})

test('an early answer that closes kindly lets the sender finish first', async (t) => {
  const { emulator, control, token } = await startClient(t)
  control.addFault({ answerEarly: 'close', errcode: 40014 })
  const socket = connect(emulator.port, '127.0.0.1')
  let received = ''
  socket.on('data', (chunk) => {
    received += chunk
  })
  socket.write(
    `POST /media/upload?access_token=${token} HTTP/1.1\r\nHost: x\r\nContent-Length: ${LARGE.length}\r\n\r\n`,
  )
  socket.write(LARGE)
  // Rejects on a reset.
  await once(socket, 'close')
  assert.match(received, /^HTTP\/1\.1 200 .*"errcode":40014/s)
  assert.equal(socket.bytesWritten > LARGE.length, true)
})

test('an early answer that resets ends in an RST', async (t) => {
  const { emulator, control, token } = await startClient(t)
  control.addFault({ answerEarly: 'reset', errcode: 40014 })
  const socket = connect(emulator.port, '127.0.0.1')
  socket
    .resume()
    .write(`POST /media/upload?access_token=${token} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n`)
  const [error] = await once(socket, 'error')
  assert.equal(error.code, 'ECONNRESET')
})

test('an upload that its sender cuts off anywhere is never completed', async (t) => {
  const { emulator, control, token } = await startClient(t)
  const form = formOf('B', PNG)
  const head = `POST /media/upload?access_token=${token} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=B\r\n`
  const whole = `${form.length.toString(16)}\r\n${form.toString('latin1')}\r\n`
  const cases = [
    `${head}Content-Length: ${form.length}\r\n\r\n${form.toString('latin1').slice(0, -1)}`,
    `${head}Transfer-Encoding: chunked\r\n\r\n${whole}`, // the form is whole, the last chunk is missing
    `${head}Transfer-Encoding: chunked\r\n\r\n${whole}0\r\n`,
  ]
  for (const [index, text] of cases.entries()) {
    for (const way of ['end', 'resetAndDestroy'] as const) {
      control.reset()
      const socket = connect(emulator.port, '127.0.0.1')
      socket.on('error', () => {}).resume()
      socket.write(text, 'latin1')
      await until(() => (control.state().uploads.running[0]?.receivedBytes ?? 0) > 0)
      socket[way]()
      await until(() => control.uploads().length === 1)
      assert.equal(control.uploads()[0]?.outcome, 'cut', `case ${index}, ${way}`)
      assert.equal(control.state().uploads.completed, 0)
    }
  }
})

test('expired access tokens get 40014, and the next fetch gives a new one', async (t) => {
  const { control, client, token } = await startClient(t)
  control.expireTokens()
  assert.equal((await client.upload({ token })).errcode, 40014)
  const renewed = await client.token()
  assert.notEqual(renewed, token)
  assert.equal((await client.upload({ token: renewed })).errcode, 0)
})
