/** Sizes and types. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { test } from 'node:test'
import { FAKES, FIXTURES } from '../../../fixtures/index.ts'
import { MEDIA_RULES } from '../../../packages/backend/src/contract/index.ts'
import { png, type RelayStage } from './relay-stage.ts'

const wav = readFileSync(FIXTURES.find(({ file }) => file === 'sample.wav')?.path ?? '')
const VOICE = 'type=voice&filename=a.wav'

/** A voice file of so many bytes. */
function voiceOf(bytes: number): Uint8Array {
  return Buffer.concat([wav, Buffer.alloc(bytes - wav.length)])
}

function withoutLength(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new Blob([new Uint8Array(bytes)]).stream()
}

export function testFiles(stage: () => RelayStage): void {
  test('takes a file as large as its rule, and not a byte more, with and without a length (SZ-01)', async () => {
    const { maxBytes } = MEDIA_RULES.voice
    for (const length of [(bytes: Uint8Array) => bytes, withoutLength]) {
      stage().dingtalk.control.reset()
      assert.equal((await stage().send(length(voiceOf(maxBytes)), { query: VOICE })).code, 'ok')
      stage().assertStored(voiceOf(maxBytes))
      stage().dingtalk.control.reset()
      const answer = await stage()
        .send(length(voiceOf(maxBytes + 1)), { query: VOICE })
        .catch((error: unknown) => {
          if (!stage().subject.cutsRefusedBodies) throw error
        })
      if (answer) assert.deepEqual([answer.status, answer.code], [413, 'too_large'])
      await stage().assertNothingWhole()
    }
  })

  test('refuses a length that no file may have before its first byte (SZ-02)', async () => {
    const { hostname, port, pathname } = new URL(stage().url)
    const upload = request({
      hostname,
      port,
      path: `${pathname}media/upload?type=image&filename=a.png`,
      method: 'POST',
      headers: { 'Content-Length': 31_457_280, Authorization: `Bearer ${await stage().grant()}` },
    })
    upload.on('error', () => {})
    upload.flushHeaders()
    const status = await new Promise((resolve) =>
      upload.on('response', ({ statusCode }) => resolve(statusCode)),
    )
    upload.destroy()
    assert.equal(status, 413)
    stage().assertUntouched()
  })

  test('refuses nothing, and next to nothing (SZ-11)', async () => {
    assert.equal((await stage().send(new Uint8Array(0))).code, 'empty')
    assert.equal((await stage().send(new Uint8Array(1))).code, 'content_mismatch')
    stage().assertUntouched()
  })

  test('lets a refused client send to the end and read its answer', async () => {
    const fake = Buffer.concat([Buffer.from('no PNG at all'), Buffer.alloc(8 * 2 ** 20)])
    const sent = stage().send(fake)
    const answer = await (stage().subject.cutsRefusedBodies ? sent.catch(() => undefined) : sent)
    if (answer) assert.deepEqual([answer.status, answer.code], [415, 'content_mismatch'])
    stage().assertUntouched()
  })

  test('takes every format, unchanged (TY-01)', async () => {
    for (const { path, file, mediaType } of FIXTURES) {
      stage().dingtalk.control.reset()
      const bytes = readFileSync(path)
      const answer = await stage().send(bytes, { query: `type=${mediaType}&filename=${file}` })
      assert.equal(answer.code, 'ok', file)
      stage().assertStored(bytes)
    }
  })

  test('takes no file for what it is not (TY-02, TY-03, TY-05)', async () => {
    for (const { path, file, mediaType, code } of FAKES) {
      const answer = await stage().send(readFileSync(path), { query: `type=${mediaType}&filename=${file}` })
      assert.equal(answer.code, code, file)
    }
    stage().assertUntouched()
  })

  test('takes a type that is missing or unknown for none (TY-04)', async () => {
    for (const [query, code] of [
      ['filename=cat.png', 'type_not_allowed'],
      ['type=images&filename=cat.png', 'type_not_allowed'],
      ['type=voice&filename=cat.png', 'format_not_allowed'],
      ['type=image', 'unsupported_body'],
    ] as const) {
      assert.equal((await stage().send(png, { query })).code, code, query)
    }
    stage().assertUntouched()
  })
}
