import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { PNG, startClient, type UploadOptions } from './testing/emulator-client.ts'

async function startSender(t: TestContext) {
  const started = await startClient(t)
  const { emulator, client, token } = started
  const url = `${emulator.url}/topapi/message/corpconversation/asyncsend_v2?access_token=`
  return {
    ...started,
    url,
    mediaId: async (options: UploadOptions = {}) =>
      String((await client.upload({ token, ...options })).media_id),
    send: (msg: object, accessToken = token) =>
      client.json(
        fetch(`${url}${accessToken}`, {
          method: 'POST',
          body: JSON.stringify({ agent_id: 1, userid_list: 'user1', msg }),
        }),
      ),
  }
}

test('a notice shows its media, downloadable without an access token', async (t) => {
  const { control, mediaId, send } = await startSender(t)
  const media_id = await mediaId({ type: 'file', filename: '报告.pdf' })
  const { request_id, ...answer } = await send({ msgtype: 'file', file: { media_id } })
  assert.deepEqual(answer, { errcode: 0, errmsg: 'ok', task_id: 1 })
  assert.match(String(request_id), /^\w{13}$/)
  const [notice] = control.notices()
  assert.equal(notice?.msgtype, 'file')
  assert.equal(notice?.userid_list, 'user1')
  const [shown] = notice?.media ?? []
  assert.deepEqual(
    [shown?.media_id, shown?.name, shown?.size, shown?.type],
    [media_id, '报告.pdf', PNG.length, 'file'],
  )
  const download = await fetch(shown?.downloadUrl ?? '')
  assert.deepEqual(Buffer.from(await download.arrayBuffer()), PNG)
})

test('takes image, voice, link and oa messages, and a picture that is an ordinary URL', async (t) => {
  const { control, mediaId, send } = await startSender(t)
  const image = await mediaId()
  const voice = await mediaId({ type: 'voice', filename: 'a.amr' })
  const messages = [
    { msgtype: 'image', image: { media_id: image } },
    { msgtype: 'voice', voice: { media_id: voice, duration: '10' } },
    { msgtype: 'link', link: { messageUrl: 'https://a.example', picUrl: image, title: 't', text: 'x' } },
    { msgtype: 'oa', oa: { body: { image } } },
    { msgtype: 'link', link: { messageUrl: 'https://a.example', picUrl: 'https://a.example/a.png' } },
    { msgtype: 'text', text: { content: 'hello' } },
  ]
  for (const message of messages) assert.equal((await send(message)).errcode, 0, message.msgtype)
  assert.deepEqual(
    control.notices().map(({ media }) => media.map(({ media_id }) => media_id)),
    [[image], [voice], [image], [image], [], []],
  )
})

test('refuses media that is unknown, of another type, missing, too large to send, or a voice too long', async (t) => {
  const { control, mediaId, send } = await startSender(t)
  const image = await mediaId()
  const voice = await mediaId({ type: 'voice', filename: 'a.amr' })
  const large = await mediaId({ type: 'file', filename: 'a.zip', bytes: new Uint8Array(10 * 2 ** 20 + 1) })
  const cases: [object, string][] = [
    [{ msgtype: 'image', image: { media_id: '@lADunknown' } }, '40007'],
    [{ msgtype: 'voice', voice: { media_id: image, duration: '1' } }, '40007'],
    [{ msgtype: 'image', image: { other: 1 } }, '41006'],
    [{ msgtype: 'file', file: { media_id: large } }, '45001'],
    [{ msgtype: 'voice', voice: { media_id: voice, duration: '60' } }, '40035'],
    [{ msgtype: 'text', text: { content: 'x'.repeat(2048) } }, '40035'],
    [{}, '40035'],
  ]
  for (const [message, subCode] of cases) {
    const answer = await send(message)
    assert.deepEqual([answer.errcode, answer.sub_code], [88, subCode], JSON.stringify(message).slice(0, 80))
  }
  assert.deepEqual(control.notices(), [])
})

test('a bad access token is told in the shape of topapi calls', async (t) => {
  const { send } = await startSender(t)
  const { request_id, ...answer } = await send({}, 'wrong')
  assert.deepEqual(answer, {
    errcode: 88,
    sub_code: '40014',
    sub_msg: '不合法的access_token',
    errmsg: 'ding talk error[subcode=40014,submsg=不合法的access_token]',
  })
  assert.ok(request_id)
  assert.equal((await send({}, '')).sub_code, '40000')
})

test('a form whose msg is JSON is a notice, too', async (t) => {
  const { client, token, url } = await startSender(t)
  const msg = JSON.stringify({ msgtype: 'text', text: { content: 'hello' } })
  const body = new URLSearchParams({ agent_id: '1', userid_list: 'user1', msg })
  assert.equal((await client.json(fetch(`${url}${token}`, { method: 'POST', body }))).errcode, 0)
})
