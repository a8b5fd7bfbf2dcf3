import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isMediaType, MEDIA_RULES, MEDIA_TYPES, mediaTypeOf } from './rules.ts'

test('takes what DingTalk documents, MB as 2^20 bytes', () => {
  assert.deepEqual(MEDIA_RULES, {
    image: { maxBytes: 20_971_520, formats: ['jpg', 'gif', 'png', 'bmp'] },
    voice: { maxBytes: 2_097_152, formats: ['amr', 'mp3', 'wav'] },
    video: { maxBytes: 20_971_520, formats: ['mp4'] },
    file: {
      maxBytes: 20_971_520,
      formats: ['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'zip', 'pdf', 'rar'],
    },
  })
})

test('every format belongs to one media type, which can be told from it', () => {
  const formats = MEDIA_TYPES.flatMap((type) => MEDIA_RULES[type].formats as readonly string[])
  assert.equal(new Set(formats).size, 17)
  assert.equal(formats.length, 17)
  for (const type of MEDIA_TYPES) {
    for (const format of MEDIA_RULES[type].formats) assert.equal(mediaTypeOf(format), type)
  }
})

test('a format that nothing takes has no media type', () => {
  for (const format of ['', 'webp', 'PNG', 'image', 'constructor'])
    assert.equal(mediaTypeOf(format), undefined)
})

test('a format of a type that is switched off has no media type', () => {
  const { video: _video, ...rules } = MEDIA_RULES
  assert.equal(mediaTypeOf('mp4', rules), undefined)
})

test('only the four names are media types', () => {
  assert.deepEqual(MEDIA_TYPES, ['image', 'voice', 'video', 'file'])
  for (const type of MEDIA_TYPES) assert.equal(isMediaType(type), true)
  for (const other of [
    '',
    'auto',
    'Image',
    'image ',
    'toString',
    '__proto__',
    undefined,
    null,
    0,
    ['image'],
  ]) {
    assert.equal(isMediaType(other), false)
  }
})
