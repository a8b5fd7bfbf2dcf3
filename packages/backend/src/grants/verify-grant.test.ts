import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { encodePart, forgeToken } from './testing/forge-token.ts'
import { type VerifyGrantOptions, verifyGrant } from './verify-grant.ts'

const secret = 'a secret of at least thirty-two bytes'
const seconds = 1_750_000_000
const claims = { aud: 'dt-media', sub: 'u', iat: seconds, exp: seconds + 600 }

function verify(token: string | undefined, options: Partial<VerifyGrantOptions> = {}) {
  return verifyGrant(token, { secrets: [secret], now: () => seconds * 1000, ...options })
}

function verifyClaims(changes: object) {
  return verify(forgeToken({ secret, payload: { ...claims, ...changes } }))
}

const refused = (code: string, message = /\w/) => ({ name: 'MediaError', code, message })

describe('verifyGrant', () => {
  test('GR-03 takes clocks that are 29 seconds off, and none that are 31', async () => {
    const old = { iat: seconds - 600 }
    await assert.rejects(verifyClaims({ ...old, exp: seconds - 31 }), refused('grant_expired'))
    await assert.rejects(verifyClaims({ iat: seconds + 31 }), refused('grant_invalid'))
    await assert.rejects(verifyClaims({ nbf: seconds + 31 }), refused('grant_invalid'))
    for (const near of [{ ...old, exp: seconds - 29 }, { iat: seconds + 29 }, { nbf: seconds + 29 }]) {
      assert.equal((await verifyClaims(near)).sub, 'u')
    }
  })

  test('GR-03 has the leeway that it is given, to the millisecond', async () => {
    const token = forgeToken({ secret, payload: claims })
    const end = claims.exp * 1000
    assert.ok(await verify(token, { leewayMs: 0, now: () => end - 1 }))
    await assert.rejects(verify(token, { leewayMs: 0, now: () => end }), refused('grant_expired'))
    assert.ok(await verify(token, { leewayMs: 0, now: () => seconds * 1000 }))
    await assert.rejects(
      verify(token, { leewayMs: 0, now: () => seconds * 1000 - 1 }),
      refused('grant_invalid'),
    )
  })

  test('GR-04 refuses a signature cut, lengthened or without its claims', async () => {
    const token = forgeToken({ secret, payload: claims })
    const [header, , signature] = token.split('.')
    const other = encodePart({ ...claims, exp: claims.exp + 1 })
    for (const wrong of [
      token.slice(0, -1),
      `${token}A`,
      `${token}=`,
      `${header}.${other}.${signature}`,
      `${token} `,
    ]) {
      await assert.rejects(verify(wrong), refused('grant_invalid'))
    }
  })

  test('GR-05 refuses every algorithm but HS256, signed or not', async () => {
    for (const alg of [
      'none',
      'None',
      'nOnE',
      '',
      'HS512',
      'hs256',
      'RS256',
      undefined,
      null,
      1,
      ['HS256'],
    ]) {
      const token = forgeToken({ secret, payload: claims, header: { alg } })
      await assert.rejects(verify(token), refused('grant_invalid'))
      await assert.rejects(verify(token.replace(/[^.]*$/, '')), refused('grant_invalid'))
    }
  })

  test('GR-15 wants to be the audience, alone or among others', async () => {
    await assert.rejects(verifyClaims({ aud: 'other' }), refused('grant_invalid'))
    assert.ok(await verifyClaims({ aud: ['other', 'dt-media'] }))
    await assert.rejects(verifyClaims({ aud: undefined }), refused('grant_invalid'))
  })

  test('GR-23 takes what any of the secrets signed, and no longer what a dropped one did', async () => {
    const older = 'an older secret of thirty-two bytes or more'
    const token = forgeToken({ secret: older, payload: claims })
    assert.ok(await verify(token, { secrets: [secret, older] }))
    await assert.rejects(verify(token, { secrets: [secret] }), refused('grant_invalid'))
  })

  test('refuses a grant that was made to live longer than a grant may, expired or not', async () => {
    const token = forgeToken({ secret, payload: claims })
    await assert.rejects(verifyClaims({ exp: seconds + 3601 }), refused('grant_invalid', /lives longer/))
    assert.ok(await verify(token, { maxLifeMs: 600_000 }))
    await assert.rejects(verify(token, { maxLifeMs: 599_999 }), refused('grant_invalid'))
    await assert.rejects(verifyClaims({ iat: seconds - 9000, exp: seconds - 100 }), refused('grant_invalid'))
  })

  test('takes 4 KiB and not a byte more', async () => {
    const sized = (payloadBytes: number) => {
      const empty = JSON.stringify({ ...claims, padding: '' })
      const padding = 'x'.repeat(payloadBytes - empty.length)
      return forgeToken({ secret, payload: { ...claims, padding } })
    }
    const [longest, longer] = [sized(3011), sized(3012)]
    assert.deepEqual([longest.length, longer.length], [4096, 4097])
    assert.ok(await verify(longest))
    await assert.rejects(verify(longer), refused('grant_invalid'))
  })

  test('refuses claims that are no JSON', async () => {
    const token = forgeToken({ secret, payload: '{"sub":' })
    await assert.rejects(verify(token), refused('grant_invalid', /not JSON/))
  })

  const hash = 'ab'.repeat(32)
  for (const wrong of [
    { sha256: `${hash}a` },
    { sha256: `g${hash}` },
    { sha256: [hash] },
    { formats: ['png', 'exe'] },
    { types: ['image', 'audio'] },
    { max_bytes: '1000' },
    { origin: ['https://a.example'] },
    { origin: { toString: 1 } },
    { nbf: String(seconds) },
  ]) {
    test(`refuses a grant with ${JSON.stringify(wrong).slice(0, 40)}`, async () => {
      await assert.rejects(verifyClaims(wrong), refused('grant_invalid'))
    })
  }

  test('tells a missing grant from a wrong one', async () => {
    await assert.rejects(verify(undefined), refused('grant_missing'))
    await assert.rejects(verify(''), refused('grant_missing'))
    await assert.rejects(verify(' '), refused('grant_invalid'))
  })

  test('says in no error what the token or the secret was', async () => {
    const stranger = 'the secret of a stranger, canary-canary'
    const tokens = [
      'canary',
      forgeToken({ secret, payload: 'canary' }),
      forgeToken({ secret: stranger, payload: claims }),
    ]
    for (const token of [...tokens, forgeToken({ secret, payload: { ...claims, types: 'canary' } })]) {
      await assert.rejects(verify(token), (error: unknown) => {
        return (
          error instanceof Error &&
          !`${error.stack} ${JSON.stringify(error)}`.includes('canary') &&
          !error.cause
        )
      })
    }
  })

  test('throws a TypeError when it has no secret, or one under 32 bytes', async () => {
    const token = forgeToken({ secret, payload: claims })
    await assert.rejects(verify(token, { secrets: [] }), {
      name: 'TypeError',
      message: /at least one secret/,
    })
    await assert.rejects(verify(token, { secrets: ['short'] }), TypeError)
  })
})
