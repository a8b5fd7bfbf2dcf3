import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signGrant } from '../../grants/index.ts'
import { codeOf, connectRaw, uploadHead } from './testing/raw-client.ts'
import { bigPng, png, setStage } from './testing/stage.ts'

const SECRET = 'a secret of at least thirty-two bytes'
const HOUR_MS = 3_600_000

const stage = setStage({ auth: 'grant', grantSecrets: [SECRET] })

const good = () => signGrant({ sub: 'someone' }, { secret: SECRET })
const narrow = () => signGrant({ sub: 'someone', types: ['file'] }, { secret: SECRET })
const expired = () => signGrant({ sub: 'someone' }, { secret: SECRET, now: () => Date.now() - HOUR_MS })
const forged = () => signGrant({ sub: 'someone' }, { secret: SECRET.toUpperCase() })

const BIG = `Content-Length: ${bigPng.length}`

for (const [what, grant, query, code] of [
  ['of another format', good, 'type=image&filename=a.gif', 'content_mismatch'],
  ['beyond the grant', narrow, 'type=image&filename=a.png', 'grant_exceeded'],
  ['under a grant that has expired', expired, 'type=image&filename=a.png', 'grant_expired'],
] as const) {
  test(`a file ${what} is refused at once, taken to its end, and the connection serves the next`, async () => {
    const client = await connectRaw(stage.relay.url)
    for (let i = 0; i < 3; i++) {
      await client.write(
        uploadHead([BIG, `Authorization: Bearer ${await grant()}`], query),
        bigPng.subarray(0, 2 ** 20),
      )
      const answer = await client.answer()
      assert.equal(codeOf(answer), code)
      assert.equal(answer.headers.get('connection'), 'keep-alive')
      await client.write(bigPng.subarray(2 ** 20))
    }
    const length = `Content-Length: ${png.length}`
    await client.write(uploadHead([length, `Authorization: Bearer ${await good()}`]), png)
    assert.equal((await client.answer()).status, 200)
    client.socket.destroy()
    assert.equal(stage.emulator.control.state().uploads.opened, 1)
  })
}

test('a form whose grant was read is refused at once, and taken to its end', async () => {
  const client = await connectRaw(stage.relay.url)
  const field = (name: string, value: string) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const media = '--x\r\nContent-Disposition: form-data; name="media"; filename="a.gif"\r\n\r\n'
  const before = `${field('type', 'image')}${field('grant', await good())}${media}`
  const form = Buffer.concat([Buffer.from(before), bigPng, Buffer.from('\r\n--x--\r\n')])
  const headers = [`Content-Length: ${form.length}`, 'Content-Type: multipart/form-data; boundary=x']
  for (let i = 0; i < 2; i++) {
    await client.write(uploadHead(headers, ''), form.subarray(0, 2 ** 20))
    assert.equal(codeOf(await client.answer()), 'content_mismatch')
    await client.write(form.subarray(2 ** 20))
  }
  client.socket.destroy()
})

for (const [what, head, status] of [
  ['without a grant', async () => uploadHead([BIG]), 401],
  ['with a forged grant', async () => uploadHead([BIG, `Authorization: Bearer ${await forged()}`]), 401],
  ['from a strange page', async () => uploadHead([BIG, 'Origin: https://evil.example']), 403],
  ['to no route', async () => uploadHead([BIG]).replace('upload', 'elsewhere'), 404],
  ['by another method', async () => uploadHead([BIG]).replace('POST', 'PUT'), 405],
] as const) {
  test(`a stranger who sends megabytes ${what} gets the answer, and then a closed connection`, async () => {
    const client = await connectRaw(stage.relay.url)
    await client.write(await head(), bigPng.subarray(0, 2 ** 18))
    assert.equal((await client.answer()).status, status)
    assert.equal(await client.closed(), '')
  })
}

test("a stranger's short body is taken to its end, and the connection serves the next", async () => {
  const client = await connectRaw(stage.relay.url)
  for (let i = 0; i < 3; i++) {
    await client.write(uploadHead(['Content-Length: 16384']))
    assert.equal(codeOf(await client.answer()), 'grant_missing')
    await client.write(Buffer.alloc(16_384))
  }
  const length = `Content-Length: ${png.length}`
  await client.write(uploadHead([length, `Authorization: Bearer ${await good()}`]), png)
  assert.equal((await client.answer()).status, 200)
  client.socket.destroy()
})

for (const [what, head] of [
  ['asks for an end of the connection', uploadHead([BIG, 'Connection: close'], 'type=image&filename=a.gif')],
  ['speaks HTTP/1.0', uploadHead([BIG], 'type=image&filename=a.gif').replace('HTTP/1.1', 'HTTP/1.0')],
] as const) {
  test(`a refused client that ${what} may send to the end, reads its answer, and is hung up on`, async () => {
    const client = await connectRaw(stage.relay.url)
    const authorization = `Authorization: Bearer ${await good()}\r\n`
    await client.write(
      head.replace('Host: relay\r\n', `Host: relay\r\n${authorization}`),
      bigPng.subarray(0, 2 ** 18),
    )
    assert.equal(codeOf(await client.answer()), 'content_mismatch')
    let broken: Error | undefined
    client.socket.once('error', (error) => {
      broken = error
    })
    await client.write(bigPng.subarray(2 ** 18))
    await client.closed()
    assert.equal(broken, undefined)
  })
}

test('who sends on and on behind a refusal is hung up on', async () => {
  const client = await connectRaw(stage.relay.url)
  const head = uploadHead(['Content-Length: 900000000', `Authorization: Bearer ${await good()}`])
  await client.write(head)
  const answer = await client.answer()
  assert.deepEqual([answer.status, codeOf(answer)], [413, 'too_large'])
  let sentBytes = 0
  while (!client.socket.destroyed && !client.socket.readableEnded && sentBytes < 200 * 2 ** 20) {
    await client.write(Buffer.alloc(2 ** 20))
    sentBytes += 2 ** 20
  }
  // A file's worth, and what the kernel holds.
  assert.ok(sentBytes > 20 * 2 ** 20 && sentBytes < 64 * 2 ** 20, `${sentBytes}`)
  await client.closed()
})
