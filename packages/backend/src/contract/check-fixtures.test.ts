import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { test } from 'node:test'
import { FAKES, FIXTURES } from '../../../../fixtures/index.ts'
import { checkHead, type MediaClaim } from './check.ts'
import { MEDIA_RULES, MEDIA_TYPES, mediaTypeOf } from './rules.ts'
import { HEAD_BYTES } from './signatures.ts'

const FORMATS: readonly string[] = MEDIA_TYPES.flatMap((type) => MEDIA_RULES[type].formats)

test('every format has a fixture, and every fixture file is listed', () => {
  assert.deepEqual([...new Set(FIXTURES.map(({ format }) => format))].sort(), [...FORMATS].sort())
  for (const list of [FIXTURES, FAKES]) {
    const folder = dirname(list[0]?.path ?? '')
    assert.deepEqual(list.map(({ path }) => basename(path)).sort(), readdirSync(folder).sort())
  }
})

for (const { file, path, format, mediaType } of FIXTURES) {
  test(`takes ${file} as ${mediaType} and as whatever it is`, () => {
    const bytes = readFileSync(path)
    for (const type of [mediaType, 'auto']) {
      assert.deepEqual(judge({ type, filename: file }, bytes), [mediaType, format, file])
      assert.deepEqual(judge({ type, filename: file.toUpperCase() }, bytes), [
        mediaType,
        format,
        file.toUpperCase(),
      ])
    }
  })
}

for (const { file, path, mediaType, is, code } of FAKES) {
  test(`refuses ${file}, which is ${is}, with ${code}`, () => {
    for (const type of [mediaType, 'auto'])
      assert.equal(judge({ type, filename: file }, readFileSync(path)), code)
  })
}

const IMPOSTORS = {
  'an HTML page': Buffer.from('<!DOCTYPE html><title>x</title>'),
  'a program': Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0', 'latin1'),
  '512 zero bytes': Buffer.alloc(512),
  'plain text': Buffer.from('Just a few words, nothing more.\n'),
}

for (const [title, bytes] of Object.entries(IMPOSTORS)) {
  for (const format of FORMATS) {
    test(`refuses ${title} named ${format}`, () => {
      const claim = { type: mediaTypeOf(format) ?? '', filename: `sample.${format}` }
      assert.equal(judge(claim, bytes), 'content_mismatch')
    })
  }
}

/** Formats that share a signature: telling them apart takes more than the first bytes. */
const FAMILIES = [
  ['doc', 'xls', 'ppt'],
  ['zip', 'docx', 'xlsx', 'pptx'],
]

for (const { file, path, format } of FIXTURES) {
  test(`takes ${file} under the name of no other format but its family's`, () => {
    const bytes = readFileSync(path)
    const family =
      file === 'empty.zip' ? ['zip'] : (FAMILIES.find((names) => names.includes(format)) ?? [format])
    const taken = FORMATS.filter(
      (name) => typeof judge({ type: 'auto', filename: `a.${name}` }, bytes) !== 'string',
    )
    assert.deepEqual([...taken].sort(), [...family].sort())
  })

  test(`takes ${file} as no other media type`, () => {
    const others = MEDIA_TYPES.filter((type) => type !== mediaTypeOf(format))
    for (const type of others)
      assert.equal(judge({ type, filename: file }, readFileSync(path)), 'format_not_allowed')
  })
}

/** What a check makes of a file: type, format and name, or the code of its refusal. */
function judge(claim: Omit<MediaClaim, 'size'>, bytes: Buffer): string | readonly string[] {
  const result = checkHead({ ...claim, size: bytes.length }, bytes.subarray(0, HEAD_BYTES))
  return 'refusal' in result ? result.refusal.code : [result.type, result.format, result.filename]
}
