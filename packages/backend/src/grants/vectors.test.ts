import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { encodeGrant } from './grant.ts'
import { type GrantVector, makeVectors, VECTORS_FILE } from './testing/make-vectors.ts'
import { verifyGrant } from './verify-grant.ts'

const vectors: readonly GrantVector[] = JSON.parse(readFileSync(VECTORS_FILE, 'utf8'))

test('the vectors in docs are the ones that the script makes', () => {
  assert.deepEqual(vectors, JSON.parse(JSON.stringify(makeVectors())))
  assert.ok(vectors.length >= 30)
})

describe('a grant vector', () => {
  for (const { name, token, secrets, nowMs, maxLifeMs, expect } of vectors) {
    const verified = () => verifyGrant(token, { secrets, maxLifeMs, now: () => nowMs })

    if ('claims' in expect) {
      test(`is accepted: ${name}`, async () => assert.deepEqual(encodeGrant(await verified()), expect.claims))
    } else {
      test(`is refused as ${expect.code}: ${name}`, () =>
        assert.rejects(verified, { name: 'MediaError', code: expect.code }))
    }
  }
})
