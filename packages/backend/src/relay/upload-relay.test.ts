import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { MediaError } from '../errors.ts'
import { joined, latin1, SampleSource } from '../streams/testing/sample-source.ts'
import type { IncomingMedia } from './incoming-media.ts'
import { relayStage, STORED } from './testing/relay-stage.ts'
import { grantOf, mediaOf, pngOf, sized } from './testing/sample-media.ts'

const SMALL_BYTES = 64 * 1024
const REJECTED = { errcode: 40014, errmsg: 'x' }

/** The file in a form as it was sent. */
const fileIn = (text = '') => text.slice(text.indexOf('PNG') - 1, text.lastIndexOf('\r\n--'))
const textOf = (file: Uint8Array) => Buffer.from(file).toString('latin1')

describe('a good file', () => {
  for (const bytes of [100, SMALL_BYTES, SMALL_BYTES + 1]) {
    test(`of ${bytes} bytes is sent on unchanged, with its length, and told of`, async () => {
      const { relay, sendings } = relayStage()
      const file = pngOf(bytes)
      const media = mediaOf(file)
      assert.deepEqual(await relay(media), STORED)
      const [sending] = sendings
      assert.equal(fileIn(sending?.text), textOf(file))
      assert.equal(sending?.contentLength, sending?.text.length)
      assert.deepEqual(media.facts, { type: 'image', format: 'png', bytes })
      assert.equal(sendings.length, 1)
    })
  }

  test('of a form whose length leaves two bytes open is measured while it is small', async () => {
    const { relay, sendings } = relayStage()
    const file = pngOf(100)
    await relay(mediaOf(file, { size: sized(98, 2) }))
    assert.equal(fileIn(sendings[0]?.text), textOf(file))
    assert.match(sendings[0]?.text ?? '', /--\r\n$/)
  })

  test('without a length is measured, and sent with one', async () => {
    const { relay, sendings } = relayStage()
    await relay(mediaOf(pngOf(200_000), { size: undefined }))
    assert.equal(sendings[0]?.contentLength, sendings[0]?.text.length)
  })

  test('TY-01 shows its signature as late as a PDF may', async () => {
    const { relay, sendings } = relayStage()
    const file = joined([new Uint8Array(1019).fill(32), latin1('%PDF-'), new Uint8Array(SMALL_BYTES)])
    await relay(mediaOf(file, { type: 'file', filename: 'a.pdf' }))
    assert.equal(sendings.length, 1)
  })

  test('is named and typed by what it is', async () => {
    const { relay, sendings } = relayStage()
    const media = mediaOf(pngOf(100), { type: 'auto', filename: '../猫' })
    await relay(media)
    assert.match(Buffer.from(sendings[0]?.text ?? '', 'latin1').toString(), /filename="猫\.png"/)
    assert.equal(media.facts.type, 'image')
  })
})

describe('a file that is refused costs DingTalk nothing', () => {
  const png = pngOf(100)
  const cases: Readonly<Record<string, [code: string, media: IncomingMedia]>> = {
    'MP-44 a name of which nothing is left': ['malformed_body', mediaOf(png, { filename: '..' })],
    'MP-26 an unknown type': ['type_not_allowed', mediaOf(png, { type: 'x' })],
    'TY-03 another extension': ['content_mismatch', mediaOf(png, { filename: 'a.jpg' })],
    'TY-05 an extension that is not taken': ['format_not_allowed', mediaOf(png, { filename: 'a.svg' })],
    'TY-12 half a signature': ['content_mismatch', mediaOf(pngOf(7))],
    'TY-12 half a signature, of no length': ['content_mismatch', mediaOf(pngOf(7), { size: undefined })],
    'SZ-11 nothing': ['empty', mediaOf(pngOf(0))],
    'SZ-11 nothing, of no length': ['empty', mediaOf(pngOf(0), { size: undefined })],
    'SZ-01 a length beyond the rule': ['too_large', mediaOf(png, { size: sized(20 * 2 ** 20 + 1) })],
    'GR-08 a type beyond the grant': [
      'grant_exceeded',
      mediaOf(png, { grant: grantOf({ types: ['file'] }) }),
    ],
    'GR-09 a size beyond the grant': ['too_large', mediaOf(png, { grant: grantOf({ maxBytes: 99 }) })],
    'GR-09 a size beyond the grant, of no length': [
      'too_large',
      mediaOf(pngOf(2000), { size: undefined, grant: grantOf({ maxBytes: 1999 }) }),
    ],
    'GR-11 a page beyond the grant': [
      'grant_exceeded',
      mediaOf(png, { origin: 'https://b.example', grant: grantOf({ origin: 'https://a.example' }) }),
    ],
    'TK-09 a corp that is not listed': [
      'grant_exceeded',
      mediaOf(png, { grant: grantOf({ corp: 'ding3' }) }),
    ],
  }
  for (const [title, [code, media]] of Object.entries(cases)) {
    test(title, async () => {
      const { relay, sendings, tokens } = relayStage()
      await assert.rejects(relay(media), { code, message: /\w/ })
      assert.deepEqual([sendings, tokens], [[], []])
    })
  }

  test('without a length where that is asked for, before it is read', async () => {
    const { relay } = relayStage({ unsizedBodies: 'refuse' })
    const source = new SampleSource([png])
    const media = mediaOf(png, { body: source, size: undefined })
    await assert.rejects(relay(media), { code: 'length_required', message: /\w/ })
    assert.equal(source.reads, 0)
    await relay(mediaOf(png))
  })

  test('beyond its rule by its length, before it is read', async () => {
    const source = new SampleSource([png])
    const media = mediaOf(png, { body: source, size: sized(2 ** 30) })
    await assert.rejects(relayStage().relay(media), { code: 'too_large', details: { max_bytes: 20_971_520 } })
    assert.equal(source.reads, 0)
  })

  test('UP-26 while DingTalk is left alone, before it is read', async () => {
    const { relay, answers } = relayStage()
    for (let i = 0; i < 5; i++) answers.push(new MediaError('upstream_unreachable', 'down'))
    for (let i = 0; i < 5; i++) await assert.rejects(relay(mediaOf(png)), { code: 'upstream_unreachable' })
    const source = new SampleSource([png])
    await assert.rejects(relay(mediaOf(png, { body: source })), { code: 'upstream_busy' })
    assert.equal(source.reads, 0)
  })
})

test('SZ-03 a form that is longer than its rule ends at the limit', async () => {
  const { relay, sendings } = relayStage()
  const bytes = 20 * 2 ** 20
  const media = mediaOf(pngOf(bytes + 1), { size: sized(bytes - 1, 2) })
  await assert.rejects(relay(media), { code: 'too_large' })
  assert.doesNotMatch(sendings[0]?.text.slice(-100) ?? '', /--\r\n$/)
})

test('GR-09 a form that is longer than its grant allows ends at that limit', async () => {
  const { relay } = relayStage()
  const media = mediaOf(pngOf(100_001), { size: sized(100_000, 2), grant: grantOf({ maxBytes: 100_000 }) })
  await assert.rejects(relay(media), { code: 'too_large', details: { max_bytes: 100_000 } })
})

describe('CL-03 a client that has left', () => {
  test('while its file was collected, has nothing sent', async () => {
    const { relay, sendings, tokens } = relayStage()
    const gone = new MediaError('client_timeout', 'The client is gone')
    const media = mediaOf(pngOf(100), { signal: AbortSignal.abort(gone), size: undefined })
    await assert.rejects(relay(media), gone)
    assert.deepEqual([sendings, tokens], [[], []])
  })
})

describe('a token that DingTalk refuses', () => {
  for (const [about, media] of [
    ['a small file', () => mediaOf(pngOf(SMALL_BYTES))],
    ['a file without a length', () => mediaOf(pngOf(100_000), { size: undefined })],
  ] as const) {
    test(`UP-19 costs ${about} one more sending, with another token`, async () => {
      const { relay, sendings, answers } = relayStage()
      answers.push(REJECTED)
      const sent = media()
      assert.deepEqual(await relay(sent), STORED)
      assert.deepEqual(
        sendings.map(({ accessToken }) => accessToken),
        ['token-1', 'token-2'],
      )
      assert.equal(fileIn(sendings[1]?.text), fileIn(sendings[0]?.text))
      assert.equal(sent.facts.bytes, fileIn(sendings[1]?.text).length)
    })
  }

  test('UP-20 twice is told, and not tried a third time', async () => {
    const { relay, sendings, answers } = relayStage()
    answers.push(REJECTED, REJECTED)
    await assert.rejects(relay(mediaOf(pngOf(100))), { code: 'token_rejected' })
    assert.equal(sendings.length, 2)
  })

  test('UP-19 cannot be mended for a large file, but for the next one', async () => {
    const { relay, sendings, answers } = relayStage()
    answers.push(REJECTED)
    await assert.rejects(relay(mediaOf(pngOf(SMALL_BYTES + 1))), { code: 'token_rejected' })
    await relay(mediaOf(pngOf(SMALL_BYTES + 1)))
    assert.deepEqual(
      sendings.map(({ accessToken }) => accessToken),
      ['token-1', 'token-2'],
    )
  })

  test('UP-22 is the one error that is tried again', async () => {
    const { relay, sendings, answers } = relayStage()
    answers.push({ errcode: 45001 })
    await assert.rejects(relay(mediaOf(pngOf(100))), { code: 'upstream_refused' })
    assert.equal(sendings.length, 1)
  })
})
