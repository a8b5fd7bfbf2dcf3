import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readBearer } from './bearer.ts'

describe('readBearer', () => {
  test('GR-21 reads the token whatever the case of the scheme', () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) assert.equal(readBearer(`${scheme} a.b.c`), 'a.b.c')
    assert.equal(readBearer(' Bearer   a.b.c '), 'a.b.c')
  })

  test('GR-21 finds no token under another scheme, or none', () => {
    for (const header of [
      undefined,
      null,
      '',
      ' ',
      'Bearer',
      'Bearer ',
      'Basic a.b.c',
      'a.b.c',
      'Bearers a.b.c',
      'Bearer=a',
    ]) {
      assert.equal(readBearer(header), undefined)
    }
  })

  test('GR-21 believes neither of two headers', () => {
    const invalid = { name: 'MediaError', code: 'grant_invalid', message: /more than one/ }
    for (const header of [
      'Bearer a, Bearer b',
      'Bearer a,Bearer a',
      'Bearer a, Basic b',
      'Bearer a b',
      'Bearer a,b',
    ]) {
      assert.throws(() => readBearer(header), invalid)
    }
    assert.equal(readBearer('Basic a, Bearer b'), undefined)
  })
})
