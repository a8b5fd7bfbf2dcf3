import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownChunk, releaseChunk } from './chunk-memory.ts'

test('empties a chunk of ours', () => {
  const chunk = new Uint8Array(1024)
  ownChunk(chunk)
  releaseChunk(chunk)
  assert.equal(chunk.length, 0)
})

test('leaves what it was not given', () => {
  const chunk = new Uint8Array(1024)
  releaseChunk(chunk)
  assert.equal(chunk.length, 1024)
})

test('leaves a part of a chunk, for the rest may still be wanted', () => {
  const chunk = new Uint8Array(1024)
  ownChunk(chunk)
  releaseChunk(chunk.subarray(1))
  releaseChunk(chunk.subarray())
  assert.equal(chunk.length, 1024)
})

test('leaves a piece of a pool', () => {
  const pool = new Uint8Array(1024)
  const piece = pool.subarray(0, 8)
  ownChunk(piece)
  releaseChunk(piece)
  assert.equal(pool.length, 1024)
})
