import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { MEDIA_RULES, type MediaType } from '../contract/index.ts'
import { inChunks } from '../streams/testing/sample-source.ts'
import { boundaryOf } from './boundary.ts'
import { contentTypeOf } from './content-types.ts'
import { bodyOf, readWhole } from './testing/sample-form.ts'
import { writeUploadForm } from './write-upload-form.ts'

const photo = { type: 'image', filename: '中文 🐈.png', format: 'png' } as const
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

test('TY-20 writes these bytes and no others', () => {
  const { contentType, head, tail } = writeUploadForm(photo)
  const boundary = boundaryOf(contentType)
  assert.equal(contentType, `multipart/form-data; boundary=${boundary}`)
  assert.equal(
    text(head),
    `--${boundary}\r\nContent-Disposition: form-data; name="type"\r\n\r\nimage\r\n` +
      `--${boundary}\r\nContent-Disposition: form-data; name="media"; filename="中文 🐈.png"\r\n` +
      'Content-Type: image/png\r\n\r\n',
  )
  assert.equal(text(tail), `\r\n--${boundary}--\r\n`)
})

test('TY-17 makes a new boundary for each form, too long to guess', () => {
  const boundaries = new Set(
    Array.from({ length: 1000 }, () => boundaryOf(writeUploadForm(photo).contentType)),
  )
  assert.equal(boundaries.size, 1000)
  for (const boundary of boundaries)
    assert.match(boundary ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
})

test('writes what the reader reads', async () => {
  const { contentType, head, tail } = writeUploadForm(photo)
  const content = Uint8Array.from({ length: 5000 }, (_, index) => index)
  const read = await readWhole(inChunks(bodyOf(head, content, tail), 100), boundaryOf(contentType))
  assert.deepEqual(read, {
    fields: { type: 'image' },
    filename: photo.filename,
    contentType: 'image/png',
    mediaOffset: head.length,
    content,
  })
})

describe('TY-11 the content type follows from the format', () => {
  for (const [type, { formats }] of Object.entries(MEDIA_RULES)) {
    for (const format of formats) {
      test(format, () => {
        const expected =
          type === 'file' ? /^application\/[a-z.-]+$/ : new RegExp(`^${type.replace('voice', 'audio')}/`)
        assert.match(contentTypeOf(format), expected)
        assert.notEqual(contentTypeOf(format), 'application/octet-stream')
      })
    }
  }
  test('and says nothing about a format that is unknown', () => {
    for (const format of ['exe', '', '__proto__', 'toString']) {
      assert.equal(contentTypeOf(format), 'application/octet-stream')
    }
  })
})

describe('MP-40 what could end a header is never written', () => {
  for (const character of ['\r', '\n', '"', '\\', '\0', '\x7f', '\x85']) {
    test(JSON.stringify(character), () => {
      assert.throws(() => writeUploadForm({ ...photo, filename: `a${character}.png` }), TypeError)
      assert.throws(() => writeUploadForm({ ...photo, type: `image${character}` as MediaType }), TypeError)
    })
  }
})
