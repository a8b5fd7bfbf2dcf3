import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CheckedMedia, checkClaim, checkHead, type MediaClaim, type Refusal } from './check.ts'
import { MEDIA_RULES, MEDIA_TYPES, type MediaRules } from './rules.ts'

const PNG = Buffer.from('89504E470D0A1A0A0000000D49484452', 'hex')
const MP3 = Buffer.from('FFFB9064', 'hex')
const OLE = Buffer.from('D0CF11E0A1B11AE1', 'hex')
const HTML = Buffer.from('<!doctype html>')
const photo: MediaClaim = { type: 'image', filename: 'photo.png', size: 67 }

test('has nothing to object to in a photo', () => {
  assert.equal(checkClaim(photo), undefined)
  assert.deepEqual(checked(photo, PNG), {
    type: 'image',
    rule: MEDIA_RULES.image,
    format: 'png',
    filename: 'photo.png',
  })
})

for (const type of MEDIA_TYPES) {
  const { maxBytes, formats } = MEDIA_RULES[type]
  for (const claimed of [type, 'auto']) {
    test(`takes ${claimed} of ${formats[0]} up to ${maxBytes} bytes and refuses one more`, () => {
      const claim = { type: claimed, filename: `a.${formats[0]}` }
      assert.equal(checkClaim({ ...claim, size: 1 }), undefined)
      assert.equal(checkClaim({ ...claim, size: maxBytes }), undefined)
      assert.deepEqual(checkClaim({ ...claim, size: maxBytes + 1 }), { code: 'too_large', maxBytes })
    })
  }
}

test('refuses a type that is none, and names those there are', () => {
  for (const type of ['', 'picture', 'IMAGE', 'toString', '__proto__']) {
    assert.deepEqual(checkClaim({ ...photo, type }), { code: 'type_not_allowed', types: [...MEDIA_TYPES] })
  }
})

test('refuses an empty file, by its size or by its head', () => {
  assert.deepEqual(checkClaim({ ...photo, size: 0 }), { code: 'empty' })
  assert.deepEqual(refusal({ type: 'image', filename: 'photo.png' }, Buffer.alloc(0)), { code: 'empty' })
})

test('refuses an extension beyond the rule, and names those within', () => {
  const { formats } = MEDIA_RULES.image
  for (const filename of ['photo.webp', 'photo.mp3', 'photo.tar.gz', 'photo.png ', 'photo.png.exe']) {
    assert.deepEqual(checkClaim({ ...photo, filename }), { code: 'format_not_allowed', formats })
  }
})

test('takes a size that is not known yet', () => {
  assert.equal(checkClaim({ type: 'image', filename: 'photo.png' }), undefined)
  assert.equal(checked({ type: 'image', filename: 'photo.png' }, PNG).format, 'png')
})

test('keeps the name as it was given, whatever its case', () => {
  assert.equal(checked({ ...photo, filename: 'PHOTO.PNG' }, PNG).filename, 'PHOTO.PNG')
  const jpeg = checked({ ...photo, filename: '照片.v2.JPEG' }, Buffer.from('FFD8FFE0', 'hex'))
  assert.deepEqual([jpeg.filename, jpeg.format], ['照片.v2.JPEG', 'jpg'])
})

test('adds the extension that a name lacks, by the first bytes', () => {
  for (const filename of ['photo', 'photo.']) {
    assert.equal(checked({ ...photo, filename }, PNG).filename, 'photo.png')
  }
  assert.equal(checked({ type: 'auto', filename: 'tone' }, MP3).filename, 'tone.mp3')
  assert.equal(checked({ type: 'file', filename: 'letter' }, OLE).filename, 'letter.doc')
})

test('refuses a name without extension whose content fits no format of the type', () => {
  const { formats } = MEDIA_RULES.image
  for (const head of [MP3, HTML, Buffer.from('words')]) {
    assert.deepEqual(refusal({ type: 'image', filename: 'photo' }, head), {
      code: 'format_not_allowed',
      formats,
    })
  }
  assert.equal(refusal({ type: 'auto', filename: 'page' }, HTML).code, 'format_not_allowed')
})

test('refuses content of another format, and says what it looks like', () => {
  assert.deepEqual(refusal(photo, HTML), { code: 'content_mismatch', format: 'png', looksLike: ['html'] })
  assert.deepEqual(refusal({ ...photo, filename: 'a.jpg' }, PNG), {
    code: 'content_mismatch',
    format: 'jpg',
    looksLike: ['png'],
  })
  assert.deepEqual(refusal(photo, Buffer.alloc(512)), {
    code: 'content_mismatch',
    format: 'png',
    looksLike: [],
  })
})

test('holds an unnamed file of any type to the limit of the type it turns out to be', () => {
  const { maxBytes } = MEDIA_RULES.voice
  assert.equal(checked({ type: 'auto', filename: 'tone', size: maxBytes }, MP3).type, 'voice')
  assert.deepEqual(refusal({ type: 'auto', filename: 'tone', size: maxBytes + 1 }, MP3), {
    code: 'too_large',
    maxBytes,
  })
})

test('lets an unnamed file of any type be as large as the widest', () => {
  const { maxBytes } = MEDIA_RULES.file
  assert.equal(checkClaim({ type: 'auto', filename: 'tone', size: maxBytes }), undefined)
  assert.deepEqual(checkClaim({ type: 'auto', filename: 'tone', size: maxBytes + 1 }), {
    code: 'too_large',
    maxBytes,
  })
})

test('adds an extension behind the last dot of a name', () => {
  assert.equal(checked({ ...photo, filename: 'photo.v2.' }, PNG).filename, 'photo.v2.png')
  assert.equal(checked({ ...photo, filename: 'photo' }, PNG).filename, 'photo.png')
})

test('follows tighter rules in size and format', () => {
  const rules: MediaRules = { image: { maxBytes: 100, formats: ['png'] } }
  assert.equal(checked({ ...photo, size: 100 }, PNG, rules).rule, rules.image)
  assert.deepEqual(checkClaim({ ...photo, size: 101 }, rules), { code: 'too_large', maxBytes: 100 })
  assert.deepEqual(checkClaim({ ...photo, filename: 'a.gif' }, rules), {
    code: 'format_not_allowed',
    formats: ['png'],
  })
})

test('refuses a type that is switched off, by its name and by the file', () => {
  const { video: _video, ...rules } = MEDIA_RULES
  const clip = Buffer.from('\0\0\0\x18ftypisom', 'latin1')
  assert.deepEqual(checkClaim({ type: 'video', filename: 'a.mp4' }, rules), {
    code: 'type_not_allowed',
    types: ['image', 'voice', 'file'],
  })
  for (const filename of ['a.mp4', 'a']) {
    assert.equal(refusal({ type: 'auto', filename }, clip, rules).code, 'format_not_allowed')
  }
})

function checked(claim: MediaClaim, head: Uint8Array, rules?: MediaRules): CheckedMedia {
  const result = checkHead(claim, head, rules)
  if ('refusal' in result) assert.fail(`refused: ${result.refusal.code}`)
  return result
}

function refusal(claim: MediaClaim, head: Uint8Array, rules?: MediaRules): Refusal {
  const result = checkHead(claim, head, rules)
  assert.ok('refusal' in result, 'nothing was refused')
  return result.refusal
}
