import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Grant } from '../grants/grant.ts'
import { createSha256 } from '../runtimes/node/sha256.ts'
import { drain, joined, latin1, SampleSource } from '../streams/testing/sample-source.ts'
import type { UploadFacts } from './incoming-media.ts'
import { type OutgoingContentOptions, outgoingContent } from './outgoing-content.ts'

const pieces = [latin1('a'), latin1('b'), latin1('c')]
const SHA256_OF_ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
const grant: Grant = { sub: 'someone', issuedAt: 0, expiresAt: 1 }

async function pass(options: Partial<OutgoingContentOptions> = {}, source = new SampleSource(pieces)) {
  const facts: UploadFacts = { bytes: 7 }
  const out = outgoingContent(source, { maxBytes: 3, grant: undefined, createSha256, facts, ...options })
  const { chunks, error } = await drain(out)
  return {
    text: Buffer.from(joined(chunks)).toString(),
    chunks,
    facts,
    code: (error as { code?: string })?.code,
  }
}

test('passes a file on as it comes, and counts it', async () => {
  const { text, chunks, facts, code } = await pass()
  assert.deepEqual([text, chunks.length, facts.bytes, code], ['abc', 3, 3, undefined])
})

test('counts anew where a file is sent again', async () => {
  const facts: UploadFacts = { bytes: 0 }
  for (let i = 0; i < 2; i += 1) assert.equal((await pass({ facts })).text, 'abc')
  assert.equal(facts.bytes, 3)
})

test('SZ-03 ends at one byte more than the limit, without that byte', async () => {
  const source = new SampleSource(pieces)
  const { text, code } = await pass({ maxBytes: 2 }, source)
  assert.deepEqual([text, code, source.returns], ['ab', 'too_large', 1])
})

test('does not hash what nobody asks the hash of', async () => {
  const hashless = () => assert.fail('hashed')
  assert.equal((await pass({ createSha256: hashless })).text, 'abc')
  assert.equal((await pass({ createSha256: hashless, grant })).text, 'abc')
})

test('tells the hash once all has passed, grant or not', async () => {
  for (const each of [undefined, grant]) {
    const hashes: string[] = []
    const { text } = await pass({ grant: each, onHash: (hash) => hashes.push(hash) })
    assert.deepEqual([text, hashes], ['abc', [SHA256_OF_ABC]])
  }
})

test('tells no hash of half a file', async () => {
  const source = new SampleSource(pieces.slice(0, 2), new Error('gone'))
  await pass({ onHash: () => assert.fail('told') }, source)
})

describe('GR-12 a file that a grant is for', () => {
  test('passes whole, its last chunk when the hash is sure', async () => {
    const source = new SampleSource(pieces)
    const facts: UploadFacts = { bytes: 0 }
    const bound = { ...grant, sha256: SHA256_OF_ABC }
    const out = outgoingContent(source, { maxBytes: 3, grant: bound, createSha256, facts })
    for (const piece of pieces.slice(0, 2)) assert.deepEqual((await out.next()).value, piece)
    assert.equal(source.reads, 3)
    assert.equal((await pass({ grant: bound })).text, 'abc')
  })

  test('is kept back where it is another one, and its hash is not told', async () => {
    const bound = { ...grant, sha256: 'ab'.repeat(32) }
    const { text, code } = await pass({ grant: bound, onHash: () => assert.fail('told') })
    assert.deepEqual([text, code], ['ab', 'grant_exceeded'])
  })

  test('may be empty', async () => {
    const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    assert.deepEqual((await pass({ grant: { ...grant, sha256 } }, new SampleSource([]))).chunks, [])
  })
})
