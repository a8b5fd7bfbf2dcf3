import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createSha256 } from '../runtimes/node/sha256.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import type { Store } from '../store/store.ts'
import { createKnownMedia, type KnownFile, type KnownMediaScope } from './known-media.ts'

const scope: KnownMediaScope = { corp: undefined, subject: 'ann', type: 'image', filename: 'cat.png' }
const sha256 = 'ab'.repeat(32)
const file: KnownFile = {
  answer: {
    errcode: 0,
    errmsg: 'ok',
    type: 'image',
    media_id: '@lADPDe7s2ySi18PNA6',
    created_at: 1605863153573,
  },
  format: 'png',
  bytes: 1234,
}

function knownMedia(store: Store = createMemoryStore(), appId = 'app') {
  return createKnownMedia({ store, createSha256, appId })
}

describe('known media', () => {
  test('are found by whoever uploaded them', async () => {
    const known = knownMedia()
    assert.equal(await known.find(scope, sha256), undefined)
    await known.remember(scope, sha256, file)
    assert.deepEqual(await known.find(scope, sha256), file)
    assert.deepEqual(await known.find(scope, sha256.toUpperCase()), file)
  })

  test('are known to nobody else, and under no other name, type, corp or hash', async () => {
    const known = knownMedia()
    await known.remember(scope, sha256, file)
    for (const other of [
      { subject: 'bob' },
      { subject: 'Ann' },
      { type: 'file' },
      { filename: 'dog.png' },
      { filename: 'Cat.png' },
      { corp: 'ding1' },
      { corp: 'ann', subject: '' },
    ]) {
      assert.equal(await known.find({ ...scope, ...other }, sha256), undefined, JSON.stringify(other))
    }
    assert.equal(await known.find(scope, 'cd'.repeat(32)), undefined)
  })

  test('are known to no other app', async () => {
    const store = createMemoryStore()
    await knownMedia(store).remember(scope, sha256, file)
    assert.equal(await knownMedia(store, 'other').find(scope, sha256), undefined)
    assert.deepEqual(await knownMedia(store).find(scope, sha256), file)
  })

  test('are found under a name that is cleaned to the same, and under auto where the name tells the type', async () => {
    const known = knownMedia()
    await known.remember(scope, sha256, file)
    for (const filename of [' cat.png', 'C:\\photos\\cat.png', 'cat\u200b.png']) {
      assert.deepEqual(await known.find({ ...scope, filename, type: 'auto' }, sha256), file, filename)
    }
  })

  test('are found under a name without extension when they were uploaded under it', async () => {
    const known = knownMedia()
    const nameless = { ...scope, type: 'auto', filename: 'cat' }
    await known.remember(nameless, sha256, file)
    assert.deepEqual(await known.find(nameless, sha256), file)
  })

  test('are forgotten after thirty days', async () => {
    let time = 0
    const known = knownMedia(createMemoryStore({ now: () => time }))
    await known.remember(scope, sha256, file)
    time = 30 * 24 * 3_600_000 - 1
    assert.deepEqual(await known.find(scope, sha256), file)
    time += 1
    assert.equal(await known.find(scope, sha256), undefined)
  })

  test('leave neither names nor hashes in the store, and give way when it is full', async () => {
    const written: string[] = []
    const store = createMemoryStore({ maxEntries: 1 })
    const spying: Store = {
      ...store,
      set: (key, value, expiry) => {
        written.push(key, value)
        return store.set(key, value, expiry)
      },
    }
    const known = knownMedia(spying)
    await known.remember(scope, sha256, file)
    assert.match(written[0] ?? '', /^known:[0-9a-f]{64}$/)
    assert.doesNotMatch(written.join(), /ann|cat|abab/)
    await known.remember({ ...scope, filename: 'dog.png' }, sha256, file)
    assert.equal(await known.find(scope, sha256), undefined)
  })

  test('GR-24 never fail an upload, and say so when they cannot be looked up', async () => {
    const fail = () => Promise.reject(new Error('down'))
    const known = knownMedia({ ...createMemoryStore(), get: fail, set: fail })
    await known.remember(scope, sha256, file)
    await assert.rejects(known.find(scope, sha256), { name: 'MediaError', code: 'store_unavailable' })
  })

  test('are not known when what the store holds is no answer', async () => {
    const store = createMemoryStore()
    for (const value of [
      '{}',
      '{"type":"image","media_id":"<script>"}',
      '{"type":"all","media_id":"@12345678"}',
    ]) {
      const known = knownMedia({ ...store, get: async () => value })
      assert.equal(await known.find(scope, sha256), undefined)
    }
  })
})
