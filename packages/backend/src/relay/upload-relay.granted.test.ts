/**
 * What a grant means to an upload beside its limits: uses that are counted, a corp, a name to be known under.
 */

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { MediaError } from '../errors.ts'
import { relayStage, STORED } from './testing/relay-stage.ts'
import { grantOf, mediaOf, pngOf } from './testing/sample-media.ts'

describe('a use of a grant', () => {
  const once = () => mediaOf(pngOf(100), { grant: grantOf({ jti: 'one', maxUploads: 1 }) })

  test('GR-16 is spent by an upload', async () => {
    const { relay } = relayStage()
    await relay(once())
    await assert.rejects(relay(once()), { code: 'grant_exceeded' })
  })

  test('GR-19 is not spent by a file that is refused', async () => {
    const { relay } = relayStage()
    await assert.rejects(relay({ ...once(), filename: 'a.jpg' }), { code: 'content_mismatch' })
    await relay(once())
  })

  for (const [what, size] of [
    ['small', { usual: 100, atMost: 100 }],
    ['of unknown size', undefined],
  ] as const) {
    test(`GR-19 is not spent by another file than the one it is for, ${what}, and no call is`, async () => {
      const { relay, sendings, calls } = relayStage({ uploadsPerMonth: 1 })
      const sha256 = createHash('sha256').update(pngOf(100)).digest('hex')
      const grant = grantOf({ jti: 'one', maxUploads: 1, sha256 })
      const other = pngOf(100).fill(9, 50)
      await assert.rejects(relay(mediaOf(other, { grant, size })), { code: 'grant_exceeded' })
      assert.deepEqual([sendings, calls], [[], []])
      await relay(mediaOf(pngOf(100), { grant, size }))
    })
  }

  test('is given back where no byte went upstream', async () => {
    const { relay } = relayStage({ upstream: { monthlyQuota: failingOnce() } })
    await assert.rejects(relay(once()), /no call left/)
    await relay(once())
  })

  test("is nobody's without a grant, and the error the same", async () => {
    const { relay } = relayStage({ upstream: { monthlyQuota: failingOnce() } })
    await assert.rejects(relay(mediaOf(pngOf(100))), /no call left/)
  })

  test('UP-05 is spent where bytes went upstream, whatever came of them', async () => {
    const { relay, answers } = relayStage()
    answers.push(new MediaError('upstream_unreachable', 'down'))
    await assert.rejects(relay(once()), { code: 'upstream_unreachable' })
    await assert.rejects(relay(once()), { code: 'grant_exceeded' })
  })

  test('that cannot be given back does not hide why', async () => {
    const release = async () => {
      throw new MediaError('store_unavailable', 'The store is down')
    }
    const { relay } = relayStage({
      grantUses: { reserve: async () => ({ release }) },
      upstream: { monthlyQuota: failingOnce() },
    })
    await assert.rejects(relay(once()), /no call left/)
  })

  /** A quota that has nothing left, the first time. */
  function failingOnce() {
    let failed = false
    return {
      async take() {
        if (failed) return
        failed = true
        throw new MediaError('upstream_refused', 'no call left')
      },
    }
  }
})

describe('the corp of an upload', () => {
  test('is the one that the grant names', async () => {
    const { relay, sendings } = relayStage({ corpId: 'ding1' })
    await relay(mediaOf(pngOf(100), { grant: grantOf({ corp: 'ding2' }) }))
    assert.equal(sendings[0]?.accessToken, 'token-1ding2')
  })

  test("has its own month's calls, the relay's own corp where none is named", async () => {
    const { relay } = relayStage({ corpId: 'ding1', uploadsPerMonth: 1 })
    await relay(mediaOf(pngOf(100), { grant: grantOf({ corp: 'ding2' }) }))
    await relay(mediaOf(pngOf(100)))
    const own = mediaOf(pngOf(100), { grant: grantOf({ corp: 'ding1' }) })
    await assert.rejects(relay(own), { code: 'upstream_refused' })
  })
})

describe('a file that was sent', () => {
  const file = pngOf(100)
  const sha256 = createHash('sha256').update(file).digest('hex')
  const scope = { corp: 'ding1', subject: 'someone', type: 'image', filename: 'a.png' }

  test('is remembered for whoever sent it', async () => {
    const { relay, knownMedia } = relayStage({ corpId: 'ding1' })
    await relay(mediaOf(file, { grant: grantOf() }))
    assert.deepEqual(await knownMedia.find(scope, sha256), { answer: STORED, format: 'png', bytes: 100 })
  })

  test('is not remembered where it has no sender, where DingTalk refused it, or where nothing is', async () => {
    const { relay, knownMedia, answers } = relayStage({ corpId: 'ding1' })
    await relay(mediaOf(file))
    answers.push({ errcode: 45001 })
    await assert.rejects(relay(mediaOf(file, { grant: grantOf() })))
    assert.equal(await knownMedia.find(scope, sha256), undefined)
    const forgetful = relayStage({ knownMedia: undefined })
    assert.deepEqual(await forgetful.relay(mediaOf(file, { grant: grantOf() })), STORED)
  })

  test('is not remembered where DingTalk took it before its end', async () => {
    const remembered: unknown[] = []
    const { relay } = relayStage({
      knownMedia: {
        find: async () => undefined,
        remember: async (...known) => {
          remembered.push(known)
        },
      },
      upstream: { sendUpload: async () => ({ status: 200, text: JSON.stringify(STORED) }) },
    })
    assert.deepEqual(await relay(mediaOf(file, { grant: grantOf() })), STORED)
    assert.deepEqual(remembered, [])
  })
})
