import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decodeBase64, encodeBase64 } from './base64.ts'
import { createCallbackCrypto } from './callback-crypto.ts'
import { CALLBACK_VECTORS, SUITE_KEYS } from './testing/callback-vectors.ts'

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const letter = { timestamp: '1783610513000', nonce: 'n' }

for (const { name, from, message, random, ...vector } of CALLBACK_VECTORS) {
  const { signature, encrypt, timestamp, nonce, ...keys } = vector

  test(`${name}, ${from}: opens`, async () => {
    assert.deepEqual(await createCallbackCrypto(keys).open(vector), { message })
  })

  test(`${name}, ${from}: seals to the same`, async () => {
    const sealed = await createCallbackCrypto(keys).seal(message, {
      timestamp,
      nonce,
      random: latin1(random),
    })
    assert.deepEqual(sealed, { signature, encrypt, timestamp, nonce })
  })
}

describe('callback crypto', () => {
  const ours = createCallbackCrypto(SUITE_KEYS)

  test('opens what it sealed, whatever its length: every padding from 1 to 32', async () => {
    for (let length = 0; length <= 64; length++) {
      const message = '中'.repeat(length % 5) + 'x'.repeat(length)
      assert.deepEqual(await ours.open(await ours.seal(message, letter)), { message })
    }
  })

  test('never seals the same message to the same text', async () => {
    const sealed = await Promise.all([ours.seal('success', letter), ours.seal('success', letter)])
    assert.notEqual(sealed[0].encrypt, sealed[1].encrypt)
  })

  test('CB-02 refuses every signature but the right one, before it decrypts', async () => {
    // No ciphertext, so that only a look at the signature can find the fault.
    const push = { ...(await ours.seal('x', letter)), encrypt: 'no base64 at all' }
    const { signature } = push
    const wrong = [
      `${signature.slice(0, -1)}!`,
      signature.slice(1),
      '',
      signature.toUpperCase(),
      `${signature}0`,
    ]
    for (const each of wrong) {
      assert.deepEqual(await ours.open({ ...push, signature: each }), { refused: 'signature' })
    }
  })

  test('refuses a push when anything that is signed was changed', async () => {
    const push = await ours.seal('x', letter)
    for (const change of [{ timestamp: '1783610513001' }, { nonce: 'm' }, { encrypt: `${push.encrypt}A` }]) {
      assert.deepEqual(await ours.open({ ...push, ...change }), { refused: 'signature' })
    }
  })

  test('refuses a push for another owner', async () => {
    const theirs = createCallbackCrypto({ ...SUITE_KEYS, ownerKey: 'suite5' })
    assert.deepEqual(await ours.open(await theirs.seal('x', letter)), { refused: 'owner key' })
  })

  test('refuses a push that another key has sealed', async () => {
    const theirs = createCallbackCrypto({ ...SUITE_KEYS, aesKey: SUITE_KEYS.aesKey.replace('4', '5') })
    const opened = await ours.open(await theirs.seal('x', letter))
    assert.deepEqual(opened, { refused: 'ciphertext' })
  })

  test('refuses a right signature over what is no ciphertext, without throwing', async () => {
    for (const encrypt of [
      '',
      '=',
      '????',
      'AAAA',
      encodeBase64(new Uint8Array(16)),
      encodeBase64(new Uint8Array(33)),
    ]) {
      const signed = await signedBy(SUITE_KEYS.token, encrypt)
      assert.deepEqual(await ours.open(signed), { refused: 'ciphertext' })
    }
  })

  test('refuses an AES key that is none when it is created', () => {
    for (const aesKey of ['', 'short', `${SUITE_KEYS.aesKey}=`, SUITE_KEYS.aesKey.replace('4', '-')]) {
      assert.throws(() => createCallbackCrypto({ ...SUITE_KEYS, aesKey }), TypeError)
    }
  })
})

test('base64 takes line breaks, and bits that nobody uses', () => {
  assert.deepEqual(decodeBase64('AQ\nID'), new Uint8Array([1, 2, 3]))
  assert.deepEqual(decodeBase64('AR=='), new Uint8Array([1]))
})

async function signedBy(token: string, encrypt: string) {
  const text = [token, letter.timestamp, letter.nonce, encrypt].sort().join('')
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text))
  return { ...letter, encrypt, signature: Buffer.from(digest).toString('hex') }
}
