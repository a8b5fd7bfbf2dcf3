import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCallbackCrypto } from '../dingtalk/callback-crypto.ts'
import { CALLBACK_VECTORS } from '../dingtalk/testing/callback-vectors.ts'
import { openPush, sealPush } from './push-seal.ts'

for (const vector of CALLBACK_VECTORS) {
  test(`opens the vector ${vector.name}, and seals the same bytes`, () => {
    const { message, random, timestamp, nonce, signature, encrypt } = vector
    assert.deepEqual(openPush(vector, vector), { message })
    const sealed = sealPush(message, vector, { timestamp, nonce, random: Buffer.from(random) })
    assert.deepEqual(sealed, { signature, timestamp, nonce, encrypt })
  })
}

test('seals what the relay opens, and opens what the relay seals, whatever its length and letters', async () => {
  const keys = { token: 't', aesKey: 'emulatorAesKeyOfFortyThreeLettersAndDigits1', ownerKey: 'suite' }
  const relay = createCallbackCrypto(keys)
  for (let length = 0; length < 40; length++) {
    const message = '票'.repeat(length)
    const letter = { timestamp: '1783610513000', nonce: 'n' }
    assert.deepEqual(await relay.open(sealPush(message, keys, letter)), { message })
    assert.deepEqual(openPush(await relay.seal(message, letter), keys), { message })
  }
})

test('opens nothing that is signed, sealed or addressed otherwise', () => {
  const keys = { token: 't', aesKey: 'emulatorAesKeyOfFortyThreeLettersAndDigits1', ownerKey: 'suite' }
  const letter = { timestamp: '1', nonce: 'n' }
  const sealed = sealPush('success', keys, letter)
  assert.deepEqual(openPush({ ...sealed, nonce: 'm' }, keys), { wrong: 'its signature is wrong' })
  const addressed = sealPush('success', { ...keys, ownerKey: 'other' }, letter)
  assert.deepEqual(openPush(addressed, keys), { wrong: 'it is not sealed by the app' })
  const aesKey = 'anotherAesKeyOfFortyThreeLettersAndDigits01'
  assert.ok('wrong' in openPush(sealPush('success', { ...keys, aesKey }, letter), keys))
})
