/**
 * Bodies of a few bytes that take for ever: a login, and a push of DingTalk's. All wait at once, for a
 * client is given up on after five seconds, and not before.
 */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeOf, connectRaw } from './testing/raw-client.ts'
import { setStage } from './testing/stage.ts'

const stage = setStage({
  auth: 'grant',
  grantSecrets: ['a secret of at least thirty-two bytes'],
  dingtalkLogin: true,
  callback: { token: 'emulator-callback-token', aesKey: 'emulatorAesKeyOfFortyThreeLettersAndDigits1' },
})

const pushPath = () => `/dingtalk/callback?signature=x&timestamp=${Date.now()}&nonce=x`

async function answerTo(path: string, bytesPerSecond: number) {
  const begun = performance.now()
  const client = await connectRaw(stage.relay.url)
  await client.write(`POST ${path} HTTP/1.1\r\nHost: relay\r\nContent-Length: 4000\r\n\r\n{`)
  const trickle = bytesPerSecond && setInterval(() => client.socket.write(' '), 1000 / bytesPerSecond)
  try {
    const answer = await client.answer()
    return { status: answer.status, code: codeOf(answer), afterMs: performance.now() - begun }
  } finally {
    clearInterval(trickle)
    client.socket.destroy()
  }
}

test('CL-07 gives up on a login and on a push that stop, or trickle', async () => {
  const answers = await Promise.all(
    [0, 5].flatMap((bytesPerSecond) => [
      answerTo('/auth/dingtalk', bytesPerSecond),
      answerTo(pushPath(), bytesPerSecond),
    ]),
  )
  for (const { status, code, afterMs } of answers) {
    assert.deepEqual([status, code], [408, 'client_timeout'])
    assert.ok(afterMs > 4500, `${afterMs}`)
  }
})
