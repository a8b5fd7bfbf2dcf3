import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MEDIA_RULES } from '@dt-media/backend/contract'
import { checkContent } from './check-content.ts'
import { checkFile } from './check-file.ts'

const UNLIMITED = {
  mediaType: 'auto',
  accept: '',
  maxFiles: Infinity,
  maxSize: Infinity,
  maxTotalSize: Infinity,
  rules: MEDIA_RULES,
}
const NOTHING = { count: 0, bytes: 0, keys: new Set<string>() }

test('takes exactly the limit, and one byte more is too much (21)', () => {
  const file = (size: number) => new File([new Uint8Array(size)], 'photo.png')
  assert.equal(checkFile(file(1024), { ...UNLIMITED, maxSize: '1KB' }, NOTHING), undefined)
  assert.deepEqual(checkFile(file(1025), { ...UNLIMITED, maxSize: '1KB' }, NOTHING), {
    code: 'too_large',
    details: { size: 1025, max_bytes: 1024 },
  })
})

test('holds every media type to its own limit, to the byte (21)', () => {
  for (const [name, { maxBytes }] of [
    ['a.png', MEDIA_RULES.image],
    ['a.mp3', MEDIA_RULES.voice],
    ['a.mp4', MEDIA_RULES.video],
    ['a.pdf', MEDIA_RULES.file],
  ] as const) {
    const file = (size: number) => Object.defineProperty(new File(['x'], name), 'size', { value: size })
    assert.equal(checkFile(file(maxBytes), UNLIMITED, NOTHING), undefined)
    assert.equal(checkFile(file(maxBytes + 1), UNLIMITED, NOTHING)?.code, 'too_large')
  }
})

test('holds all files together to their limit, to the byte (21)', () => {
  const limits = { ...UNLIMITED, maxTotalSize: '1KB' }
  const listed = { ...NOTHING, bytes: 1000 }
  assert.equal(checkFile(new File(['x'.repeat(24)], 'a.png'), limits, listed), undefined)
  assert.equal(checkFile(new File(['x'.repeat(25)], 'a.png'), limits, listed)?.details?.max_total_bytes, 1024)
})

test('cannot be talked out of the rule by a larger max-size (21)', () => {
  const file = new File([new Uint8Array(MEDIA_RULES.voice.maxBytes + 1)], 'note.mp3')
  const rejection = checkFile(file, { ...UNLIMITED, maxSize: '50MB' }, NOTHING)
  assert.equal(rejection?.details?.max_bytes, MEDIA_RULES.voice.maxBytes)
})

test('refuses an empty file, and names what accept would take (20)', () => {
  assert.equal(checkFile(new File([], 'photo.png'), UNLIMITED, NOTHING)?.code, 'empty')
  assert.deepEqual(
    checkFile(new File(['x'], 'notes.txt'), { ...UNLIMITED, accept: '.pdf, image/*' }, NOTHING),
    {
      code: 'format_not_allowed',
      details: { formats: ['.pdf', 'image/*'] },
    },
  )
})

test('judges a file of one to five bytes by those bytes, and by nothing that is not there (20)', async () => {
  for (let length = 1; length <= 5; length++) {
    const cut = new File([Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d]).subarray(0, length)], 'photo.png')
    const checked = await checkContent(cut, 'auto', MEDIA_RULES)
    assert.equal('code' in checked && checked.code, 'content_mismatch')
  }
  const smallest = new File([Uint8Array.from([0xff, 0xd8, 0xff])], 'photo.jpg')
  assert.ok('type' in (await checkContent(smallest, 'auto', MEDIA_RULES)))
})
