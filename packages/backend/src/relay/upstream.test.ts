import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OutgoingMedia } from '../dingtalk/upload.ts'
import { MediaError } from '../errors.ts'
import { givenBytes } from '../streams/given-bytes.ts'
import { latin1 } from '../streams/testing/sample-source.ts'
import { relayStage, STORED } from './testing/relay-stage.ts'
import { isTokenRejected } from './upstream.ts'

const media: OutgoingMedia = {
  type: 'image',
  format: 'png',
  filename: 'a.png',
  size: 3,
  content: () => givenBytes(latin1('abc')),
}

const resultsOf = ({ calls }: ReturnType<typeof relayStage>) => calls.map(({ result }) => result)

function send(stage: ReturnType<typeof relayStage>, signal = new AbortController().signal) {
  return stage.upstream.send(
    media,
    { accessTokens: stage.appTokens.forCorp(undefined), corp: undefined },
    signal,
  )
}

test('each call is told of with its time and its result', async () => {
  const stage = relayStage()
  const begun = performance.now()
  const mine = new Error('not one of ours')
  stage.answers.push({ errcode: 45001 }, { errcode: 40014 }, new MediaError('upstream_timeout', 'x'), mine)
  for (const error of [
    { code: 'upstream_refused' },
    { code: 'token_rejected' },
    { code: 'upstream_timeout' },
    mine,
  ]) {
    await assert.rejects(send(stage), error)
  }
  assert.deepEqual(await send(stage), STORED)
  assert.deepEqual(resultsOf(stage), ['45001', '40014', 'upstream_timeout', 'internal', 'ok'])
  for (const { call, durationMs } of stage.calls) {
    assert.equal(call, 'upload')
    assert.ok(durationMs >= 0 && durationMs <= performance.now() - begun)
  }
})

test('UP-26 what waits for its turn while DingTalk goes down costs none of the month', async () => {
  const taken: unknown[] = []
  let open = false
  const stage = relayStage({
    upstream: {
      upstreamPace: {
        async wait() {
          open = true
        },
      },
      monthlyQuota: {
        async take(corp) {
          taken.push(corp)
        },
      },
      breaker: {
        open,
        check() {
          if (open) throw new MediaError('upstream_busy', 'open')
        },
        run: (call) => call(),
      },
    },
  })
  await assert.rejects(send(stage), { code: 'upstream_busy' })
  assert.deepEqual([taken, stage.calls], [[], []])
})

test('UP-21 only a refused token is fetched anew', async () => {
  const stage = relayStage()
  for (const errcode of [45001, 40014]) {
    stage.answers.push({ errcode })
    await assert.rejects(send(stage))
  }
  await send(stage)
  assert.deepEqual(
    stage.sendings.map(({ accessToken }) => accessToken),
    ['token-1', 'token-1', 'token-2'],
  )
})

describe('CL-04 an upload that was given up on', () => {
  for (const place of ['upstreamPace', 'monthlyQuota'] as const) {
    test(`at ${place} is not sent`, async () => {
      const upload = new AbortController()
      const gone = new MediaError('client_timeout', 'The client is gone')
      const leave = async () => upload.abort(gone)
      const stage = relayStage({ upstream: { [place]: { wait: leave, take: leave } } })
      await assert.rejects(send(stage, upload.signal), gone)
      assert.deepEqual([stage.sendings, stage.calls], [[], []])
    })
  }
})

describe('UP-26 a DingTalk that is down', () => {
  test('is asked for no token, no turn and no call', async () => {
    const stage = relayStage({ uploadsPerMonth: 5 })
    for (let i = 0; i < 5; i++) stage.answers.push(new MediaError('upstream_unreachable', 'down'))
    for (let i = 0; i < 5; i++) await assert.rejects(send(stage), { code: 'upstream_unreachable' })
    assert.throws(() => stage.upstream.check(), { code: 'upstream_busy' })
    // The month is used up, too, but that is not asked.
    await assert.rejects(send(stage), { code: 'upstream_busy' })
    assert.equal(stage.sendings.length, 5)
  })
})

test('a token is refused where our code for it says so, and nowhere else', () => {
  assert.equal(isTokenRejected(new MediaError('token_rejected', '')), true)
  for (const other of [new MediaError('overloaded', ''), { code: 'token_rejected' }, undefined]) {
    assert.equal(isTokenRejected(other), false)
  }
})
