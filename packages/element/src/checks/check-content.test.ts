import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { HEAD_BYTES, MEDIA_RULES } from '@dt-media/backend/contract'
import { FAKES, FIXTURES } from '../../../../fixtures/index.ts'
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

test('reads no more than the first bytes of a file', async () => {
  const file = new File([new Uint8Array(5_000_000)], 'photo.png')
  const ends: unknown[] = []
  file.arrayBuffer = async () => assert.fail('read whole')
  const slice = file.slice
  file.slice = function (...range) {
    ends.push(range)
    return slice.apply(this, range)
  }
  await checkContent(file, 'image', MEDIA_RULES)
  assert.deepEqual(ends, [[0, HEAD_BYTES]])
})

test('knows the media type and adds a missing extension', async () => {
  const file = new File(['%PDF-1.7'], 'contract')
  const checked = await checkContent(file, 'auto', MEDIA_RULES)
  assert.ok('type' in checked)
  assert.equal(checked.type, 'file')
  assert.equal(checked.filename, 'contract.pdf')
})

test('spells its facts as the relay does', async () => {
  const checked = await checkContent(new File(['%PDF-1.7'], 'photo.png'), 'image', MEDIA_RULES)
  assert.deepEqual(checked, {
    code: 'content_mismatch',
    details: { size: 8, format: 'png', looks_like: ['pdf'] },
  })
})

for (const { file, path, mediaType } of FIXTURES) {
  test(`takes ${file} and knows that it is of type ${mediaType} (22)`, async () => {
    const checked = await checkContent(new File([await readFile(path)], file), 'auto', MEDIA_RULES)
    assert.ok('type' in checked)
    assert.equal(checked.type, mediaType)
  })
}

for (const { file, path, mediaType, code } of FAKES) {
  test(`refuses ${file} as ${code} (22)`, async () => {
    const bytes = new File([await readFile(path)], file)
    const limits = { ...UNLIMITED, mediaType }
    const rejection = checkFile(bytes, limits, NOTHING) ?? (await checkContent(bytes, mediaType, MEDIA_RULES))
    assert.equal('code' in rejection && rejection.code, code)
  })
}
