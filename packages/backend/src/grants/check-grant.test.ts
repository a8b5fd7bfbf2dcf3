import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkGrant, checkGrantedContent, type GrantedUpload } from './check-grant.ts'
import type { Grant } from './grant.ts'

const grant: Grant = { sub: 'u', issuedAt: 0, expiresAt: 600_000 }
const upload: GrantedUpload = { type: 'image', format: 'png', size: 1000, origin: undefined, corp: undefined }

function check(limits: Partial<Grant>, changes: Partial<GrantedUpload> = {}): void {
  checkGrant({ ...grant, ...limits }, { ...upload, ...changes })
}

const beyond = (limit: object) => ({
  name: 'MediaError',
  code: 'grant_exceeded',
  message: new RegExp(`grant's ${Object.keys(limit)}$`),
  details: limit,
})

describe('checkGrant', () => {
  test('has nothing against any upload on a grant without limits', () => {
    check({})
    check({}, { type: 'file', format: 'pdf', size: 20 * 2 ** 20, origin: 'https://a.example', corp: 'ding1' })
  })

  test('GR-08 refuses a type beyond the grant', () => {
    check({ types: ['voice', 'image'] })
    const types = ['image'] as const
    assert.throws(() => check({ types }, { type: 'file', format: 'pdf' }), beyond({ types }))
  })

  test('GR-08 lets nothing pass where no type is granted', () => {
    assert.throws(() => check({ types: [] }), beyond({ types: [] }))
  })

  test('GR-09 takes the last byte granted and not one more', () => {
    check({ maxBytes: 1000 })
    assert.throws(() => check({ maxBytes: 1000 }, { size: 1001 }), {
      code: 'too_large',
      message: /larger than its grant/,
      details: { max_bytes: 1000 },
    })
  })

  test('GR-09 leaves a size that is not known yet to the next check', () => {
    check({ maxBytes: 1000 }, { size: undefined })
  })

  test('GR-10 refuses a format beyond the grant', () => {
    check({ formats: ['png'] })
    assert.throws(() => check({ formats: ['png'] }, { format: 'jpg' }), beyond({ formats: ['png'] }))
    assert.throws(() => check({ formats: [] }), beyond({ formats: [] }))
  })

  test('GR-11 holds only for the origin it names, and not without one', () => {
    const origin = 'https://a.example'
    check({ origin }, { origin })
    for (const other of [
      'https://b.example',
      'https://a.example:8443',
      'http://a.example',
      'null',
      undefined,
    ]) {
      assert.throws(() => check({ origin }, { origin: other }), beyond({ origin }))
    }
  })

  test('holds only for the corp it names', () => {
    check({ corp: 'ding1' }, { corp: 'ding1' })
    for (const corp of ['ding2', undefined]) {
      assert.throws(() => check({ corp: 'ding1' }, { corp }), beyond({ corp: 'ding1' }))
    }
  })
})

describe('checkGrantedContent', () => {
  test('GR-12 refuses another file than the one granted', () => {
    const sha256 = 'ab'.repeat(32)
    checkGrantedContent({ ...grant, sha256 }, sha256)
    checkGrantedContent({ ...grant, sha256 }, sha256.toUpperCase())
    checkGrantedContent(grant, sha256)
    assert.throws(() => checkGrantedContent({ ...grant, sha256 }, 'cd'.repeat(32)), beyond({ sha256 }))
  })
})
